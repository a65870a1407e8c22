"""The time that training took, for the pages that differ from run to run."""

import pandas as pd

KEYS = ["model", "step"]
UNITS = ((3600, "hours"), (60, "minutes"), (1, "seconds"))


def seconds_until(checkpoints: pd.DataFrame) -> pd.Series:
    """Return the seconds of training from the first step to each checkpoint; a cooled one's include its trunk."""
    trunk = checkpoints[checkpoints["cooled_from"] == 0]
    reached = trunk.assign(reached=trunk.groupby("model")["seconds"].cumsum())[[*KEYS, "reached"]]
    cooled = checkpoints["cooled_from"] > 0
    on_trunk = checkpoints.assign(step=checkpoints["cooled_from"].where(cooled, checkpoints["step"]))
    reached = on_trunk.merge(reached, on=KEYS, how="left", validate="many_to_one")["reached"]
    return reached + checkpoints["seconds"].where(cooled, 0)


def checkpoints_with_seconds(metrics: pd.DataFrame, timings: pd.DataFrame) -> pd.DataFrame:
    """Return the checkpoints' metrics and timings in one table, with the column `seconds_until`."""
    checkpoints = metrics.merge(timings, on=KEYS, validate="one_to_one")
    return checkpoints.assign(seconds_until=seconds_until(checkpoints))


def duration(seconds: float) -> str:
    """Return a time in words, such as "95 seconds", "2.5 minutes" or "17 hours"."""
    size, unit = next(((size, unit) for size, unit in UNITS if seconds >= 2 * size), UNITS[-1])
    number = seconds / size
    return f"{number:.2g} {unit}" if number < 10 else f"{number:.0f} {unit}"
