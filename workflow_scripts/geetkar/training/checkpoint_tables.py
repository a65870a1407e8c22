"""Tables of checkpoints' losses, times and memory, for pages and for choosing the best checkpoint.

Training does not import this module, so a change here retrains nothing.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from geetkar.training.metrics import read_lines

CHECKPOINT = re.compile(r"([^/]+)/step-(\d+)\b")
METRICS = {
    "model": "str",
    "step": "int64",
    "cooled_from": "int64",  # 0 on the trunk
    "epochs": "float64",
    "characters_seen": "int64",
    "parameters": "int64",
    "validation_nats": "float64",
    "validation_bpc": "float64",
    "test_nats": "float64",
    "test_bpc": "float64",
    "validation_plan_bpc": "float64",  # missing without plans
}
TIMINGS = {"model": "str", "step": "int64", "seconds": "float64", "peak_memory_bytes": "int64"}


def checkpoint_of(path: str | Path) -> tuple[str, int]:
    """Return the model and the step in the path of a checkpoint's file.

    Such paths contain `{model}/step-{step}/...` or `{model}/step-{step}.json`.
    """
    model, step = CHECKPOINT.findall(Path(path).as_posix())[-1]
    return model, int(step)


def read_metrics(paths: Iterable[str | Path]) -> pd.DataFrame:
    """Return the held-out losses of checkpoints: a row per checkpoint, the columns of `METRICS`."""
    metrics = _last_lines(paths)
    return metrics.fillna({"cooled_from": 0})[list(METRICS)].astype(METRICS)


def read_timings(paths: Iterable[str | Path]) -> pd.DataFrame:
    """Return the seconds and memory of checkpoints' segments: a row per checkpoint, the columns of `TIMINGS`."""
    return _last_lines(paths)[list(TIMINGS)].astype(TIMINGS)


def _last_lines(paths: Iterable[str | Path]) -> pd.DataFrame:
    paths = list(paths)
    return pd.DataFrame(
        [{"model": checkpoint_of(path)[0], **lines[-1]} for path, lines in zip(paths, read_lines(paths), strict=True)]
    )


def best_checkpoints(metrics: pd.DataFrame) -> pd.DataFrame:
    """Return the row with the lowest validation loss of each model, in the order of `metrics`.

    Of equal losses, the earliest step wins.
    """
    by_loss = metrics.sort_values(["validation_bpc", "step"])
    return by_loss.drop_duplicates("model").sort_index()
