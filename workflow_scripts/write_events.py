"""Rule write_events: a model's metrics as TensorBoard reads them."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from tensorboardX import SummaryWriter

from geetkar.reporting.records import read_json, read_metrics

SCALARS = ("loss_nats", "learning_rate", "gradient_norm", "validation_bpc", "test_bpc", "validation_nats", "test_nats")
TIMINGS = ("characters_per_second", "peak_memory_bytes")


def seconds_of(lines: list[dict], seconds: float, start: float) -> Iterable[tuple[dict, float]]:
    """Each line with the second at which it was reached, in a segment that began at `start` and took `seconds`."""
    every = seconds / len(lines)
    return ((line, start + every * number) for number, line in enumerate(lines, start=1))


def main(metrics: list[str], timings: list[str], folder: str) -> None:
    """Write one run for the trunk and one for each cooled branch, in the seconds that training took.

    `metrics` and `timings` hold a model's checkpoints in the order of their steps.
    """
    shutil.rmtree(folder, ignore_errors=True)
    reached = {0: 0.0}  # seconds at each checkpoint of the trunk
    for lines, timing in zip(read_metrics(metrics), map(read_json, timings), strict=True):
        end = lines[-1]
        branch = end["cooled_from"]
        start = reached[branch or max(reached)]
        run = f"cooled-{end['step']:06d}" if branch else "trunk"
        with SummaryWriter(Path(folder, run), filename_suffix=f".{end['step']:06d}") as writer:
            for line, second in seconds_of(lines, timing["seconds"], start):
                for name in SCALARS:
                    if name in line:
                        writer.add_scalar(name, line[name], line["step"], walltime=second)
            for name in TIMINGS:
                writer.add_scalar(name, timing[name], end["step"], walltime=start + timing["seconds"])
        if not branch:
            reached[end["step"]] = start + timing["seconds"]


if __name__ == "__main__":
    from geetkar.logs import log_to

    with log_to(snakemake.log[0]):
        main(list(snakemake.input.metrics), list(snakemake.input.timings), snakemake.output.folder)
