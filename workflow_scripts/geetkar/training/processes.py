"""Training of one network in several processes: each reads its part of the streams, and all average their gradients.

The calling process is rank 0; the others end with it. On a CPU they are forked, and exchange gradients in shared memory
and all else over gloo. Threads do not survive a fork, so torch must be limited to one before it (`prepare_torch`). CUDA
does not survive one either, so on GPUs, one per process, the processes are spawned and communicate over NCCL.
"""

import mmap
import signal
import tempfile
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.context import ForkContext, SpawnContext
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, distributed

from geetkar.training.device import prepare_torch
from geetkar.workflow.errors import InputError

LONGEST_SILENCE = timedelta(minutes=10)


class Start(NamedTuple):
    """How processes are started, and the backend they communicate over."""

    context: ForkContext | SpawnContext
    backend: str


class Board:
    """Memory that forked processes share, where each has a row of numbers that all read.

    There are two sets of rows, used in turn, so that a process can write its next row while another reads its last.
    """

    def __init__(self, processes: int, numbers: int):
        size = 2 * processes * numbers * torch.float32.itemsize
        self._sets = torch.frombuffer(mmap.mmap(-1, size), dtype=torch.float32).view(2, processes, numbers)
        self._turn = 0

    def exchange(self, parts: Sequence[Tensor]) -> Tensor:
        """Write this process's row, the concatenated parts; return the rows of all, `(processes, numbers)`."""
        rows = self._sets[self._turn, :, : sum(part.numel() for part in parts)]
        self._turn = 1 - self._turn
        torch.cat(tuple(parts), out=rows[distributed.get_rank()])
        distributed.barrier()
        return rows


_board: Board | None = None  # of the processes that work together now, if they share memory
STARTS = {"cpu": Start(get_context("fork"), "gloo"), "cuda": Start(get_context("spawn"), "nccl")}


@contextmanager
def helped_by(
    others: int, work: Callable[[int], None], gradients: int, start: Start = STARTS["cpu"]
) -> Generator[None]:
    """Run `work(rank)` in `others` processes while the body runs as rank 0, all in one process group.

    The body and `work` must make the same calls of `average_gradients`, with at most `gradients` numbers, and `gather`.
    For spawned processes, `work` must be picklable. If `others` is 0, no process is started.
    """
    global _board
    if not others:
        yield
        return
    is_shared = start.context.get_start_method() == "fork"
    _board = Board(others + 1, gradients + 1) if is_shared else None
    with tempfile.TemporaryDirectory() as folder:
        meeting, size = (Path(folder) / "meeting").as_uri(), others + 1
        helpers = [
            start.context.Process(target=_join_and_work, args=(work, start.backend, meeting, rank, size), daemon=True)
            for rank in range(1, size)
        ]
        for helper in helpers:
            helper.start()
        try:
            _join(start.backend, meeting, 0, size)
            yield
        finally:
            if distributed.is_initialized():
                distributed.destroy_process_group()
            for helper in helpers:
                helper.terminate()
                helper.join()
            _board = None


def _join_and_work(work: Callable[[int], None], backend: str, meeting: str, rank: int, size: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; rank 0 ends the others
    prepare_torch()
    _join(backend, meeting, rank, size)
    with suppress(InputError):  # all processes raise the same one; rank 0 reports it
        work(rank)


def _join(backend: str, meeting: str, rank: int, size: int) -> None:
    distributed.init_process_group(backend, meeting, LONGEST_SILENCE, size, rank)


def average_gradients(parameters: Iterable[Tensor], loss: Tensor) -> Tensor:
    """Average gradients (in place) and the loss over all processes; return the averaged loss."""
    if not distributed.is_initialized():
        return loss
    gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
    # Exchange all at once: many small messages would take longer than the sums.
    parts = [*(gradient.flatten() for gradient in gradients), loss.reshape(1)]
    rows = _sum_of_all(parts) / distributed.get_world_size() if _board is None else _board.exchange(parts)
    *averages, loss = (part.mean(0) for part in rows.split([part.numel() for part in parts], dim=1))
    for gradient, average in zip(gradients, averages, strict=True):
        gradient.copy_(average.view_as(gradient))
    return loss.squeeze()


def _sum_of_all(parts: Sequence[Tensor]) -> Tensor:
    """Return the sum over all processes of the concatenated parts, `(1, numbers)`."""
    message = torch.cat(tuple(parts))
    distributed.all_reduce(message)
    return message.unsqueeze(0)


def gather(tensor: Tensor, dim: int) -> Tensor:
    """Return the parts of a tensor from all processes, concatenated along a dimension."""
    if not distributed.is_initialized():
        return tensor
    parts = [torch.empty_like(tensor) for _ in range(distributed.get_world_size())]
    distributed.all_gather(parts, tensor.contiguous())
    return torch.cat(parts, dim)
