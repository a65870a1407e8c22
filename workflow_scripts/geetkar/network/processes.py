"""Several processes that train one network: each has its part of the streams, all average their gradients.

The process that asks is rank 0; the others are forked from it and end with it. Torch must have one thread by then
(`prepare_torch`): threads do not live through a fork. The processes talk over gloo.
"""

import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

import torch
from torch import Tensor, distributed
from torch.nn.utils import parameters_to_vector, vector_to_parameters

LONGEST_SILENCE = timedelta(minutes=10)


@contextmanager
def helped_by(others: int, work: Callable[[int], None]) -> Iterator[None]:
    """Run `work(rank)` in other processes while the body runs as rank 0; all in one process group.

    The body and the work must meet in the same `average` calls. With no others, nothing is started.
    """
    if not others:
        yield
        return
    with tempfile.TemporaryDirectory() as folder:
        meeting = (Path(folder) / "meeting").as_uri()
        context = get_context("fork")
        helpers = [
            context.Process(target=_join_and_work, args=(work, meeting, rank, others + 1), daemon=True)
            for rank in range(1, others + 1)
        ]
        for helper in helpers:
            helper.start()
        try:
            _join(meeting, 0, others + 1)
            yield
        finally:
            distributed.destroy_process_group()
            for helper in helpers:
                helper.terminate()
                helper.join()


def _join_and_work(work: Callable[[int], None], meeting: str, rank: int, size: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; rank 0 ends the others
    _join(meeting, rank, size)
    work(rank)


def _join(meeting: str, rank: int, size: int) -> None:
    distributed.init_process_group("gloo", meeting, LONGEST_SILENCE, size, rank)


def average_gradients(parameters: Iterable[Tensor], loss: Tensor) -> Tensor:
    """Average gradients, in place, and the loss over all processes; return the loss."""
    if not distributed.is_initialized():
        return loss
    gradients = [parameter.grad for parameter in parameters]
    # One message for all: many small ones would cost more than the sums.
    message = torch.cat([parameters_to_vector(gradients), loss.reshape(1)])
    distributed.all_reduce(message)
    message /= distributed.get_world_size()
    vector_to_parameters(message[:-1], gradients)
    return message[-1]


def gather(tensor: Tensor, dim: int) -> Tensor:
    """The parts of a tensor that all processes have, joined along a dimension."""
    if not distributed.is_initialized():
        return tensor
    parts = [torch.empty_like(tensor) for _ in range(distributed.get_world_size())]
    distributed.all_gather(parts, tensor.contiguous())
    return torch.cat(parts, dim)
