"""Figures by which pages compare checkpoints, networks, yardsticks and people's songs."""

from collections.abc import Mapping

import pandas as pd

HELD_OUT = ("validation_bpc", "test_bpc")


def whole_bits(metrics: pd.DataFrame) -> pd.Series:
    """Return the bits per character of checkpoints on the validation songs, with those of the plans of lines."""
    return metrics["validation_bpc"] + metrics["validation_plan_bpc"].fillna(0)


def measured_at(measures: Mapping, temperature: float) -> dict:
    """Return the measures of a checkpoint's samples, or of those of counts, at a temperature."""
    return next(row for row in measures["by_temperature"] if row["temperature"] == temperature)


def networks_and_yardsticks(bests: pd.DataFrame, yardsticks: list[dict]) -> list[dict]:
    """Return a row for each network (its best checkpoint) and yardstick of a script, sorted by validation loss."""
    networks = bests[["model", *HELD_OUT]].rename(columns={"model": "name"}).assign(network=True, adaptive=False)
    rows = pd.concat([networks, pd.DataFrame(yardsticks).assign(network=False)])
    return rows.sort_values("validation_bpc", kind="stable").to_dict("records")


def references_at(references: dict, temperature: float) -> list[dict]:
    """Return the last rows of a table of measures: people's songs, and counts at one temperature."""
    return [
        {"name": "people's songs (held out)", **references["human"]},
        {"name": f"counts alone, temperature {temperature}", **measured_at(references["counts"], temperature)},
    ]
