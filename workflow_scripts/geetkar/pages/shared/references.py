"""What pages set beside each other: networks and yardsticks, samples and songs by people."""

from collections.abc import Iterable, Mapping, Sequence

HELD_OUT = ("validation_bpc", "test_bpc")


def beside_yardsticks(bests: Mapping[str, dict], yardsticks: Iterable[dict]) -> list[dict]:
    """Networks, each by its best checkpoint, among the yardsticks of their script, the lowest validation loss first."""
    networks = [
        {"name": name, "network": True, "adaptive": False, **{split: best[split] for split in HELD_OUT}}
        for name, best in bests.items()
    ]
    others = [{"network": False, **yardstick} for yardstick in yardsticks]
    return sorted(networks + others, key=lambda row: row["validation_bpc"])


def typical(values: Sequence[float]) -> float:
    """The middle one of some sorted values: the temperature that a page shows where it has room for one."""
    return values[(len(values) - 1) // 2]


def references_at(references: dict, temperature: float) -> list[dict]:
    """What stands below a table of measures: people's songs, and the n-gram's at one temperature."""
    ngram = next(row for row in references["ngram"]["by_temperature"] if row["temperature"] == temperature)
    return [
        {"name": "people's songs (held out)", **references["human"]},
        {"name": f"n-gram, temperature {temperature}", **ngram},
    ]
