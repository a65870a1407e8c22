"""Table rows that compare networks with yardsticks, and samples with people's songs."""

import pandas as pd

HELD_OUT = ("validation_bpc", "test_bpc")


def networks_and_yardsticks(bests: pd.DataFrame, yardsticks: list[dict]) -> list[dict]:
    """Return a row for each network (its best checkpoint) and yardstick of a script, sorted by validation loss."""
    networks = bests[["model", *HELD_OUT]].rename(columns={"model": "name"}).assign(network=True, adaptive=False)
    rows = pd.concat([networks, pd.DataFrame(yardsticks).assign(network=False)])
    return rows.sort_values("validation_bpc", kind="stable").to_dict("records")


def references_at(references: dict, temperature: float) -> list[dict]:
    """Return the last rows of a table of measures: people's songs, and counts at one temperature."""
    counts = next(row for row in references["counts"]["by_temperature"] if row["temperature"] == temperature)
    return [
        {"name": "people's songs (held out)", **references["human"]},
        {"name": f"counts alone, temperature {temperature}", **counts},
    ]
