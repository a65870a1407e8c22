"""A model's metrics in TensorBoard's format."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from tensorboardX import SummaryWriter

from geetkar.training.metrics import read_lines

SCALARS = (
    *("loss_nats", "learning_rate", "gradient_norm"),
    *("validation_bpc", "test_bpc", "validation_nats", "test_nats"),
    *("validation_plan_bpc", "test_plan_bpc"),  # of networks with plans
    *("characters_per_second", "peak_memory_bytes", "peak_card_memory_bytes"),
)


def write_events(metrics: Sequence[str], timings: Sequence[str], folder: str) -> None:
    """Write a TensorBoard run for the trunk and one for each cooled branch.

    The wall time of events is the seconds that training took. `metrics` and `timings` are the files of a model's
    checkpoints, in the order of their steps.
    """
    shutil.rmtree(folder, ignore_errors=True)
    reached = {0: 0.0}  # step of each checkpoint of the trunk -> seconds
    for lines, timing in zip(read_lines(metrics), read_lines(timings), strict=True):
        end = lines[-1]
        branch = end["cooled_from"]
        start = reached[branch or max(reached)]
        seconds = {line["step"]: start + line["seconds"] for line in timing}
        run = f"cooled-{end['step']:06d}" if branch else "trunk"
        with SummaryWriter(str(Path(folder, run)), filename_suffix=f".{end['step']:06d}") as writer:
            for line in [*lines, *timing]:
                for name in (name for name in SCALARS if line.get(name) is not None):
                    writer.add_scalar(name, line[name], line["step"], walltime=seconds[line["step"]])
        if not branch:
            reached[end["step"]] = seconds[end["step"]]
