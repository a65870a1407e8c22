"""How the cost of some work grows with its amount."""

from collections.abc import Mapping, Sequence

TIMES = (1, 3, 10)  # as much work
SONGS = 10_831  # files of the real archive


def growth_of(work: str, sizes: Sequence[Mapping], amount: str) -> dict:
    """What `sizes` were measured to take: amounts of work (their key `amount`), seconds, and MB where these were."""
    growth = {"work": work, "amounts": [size[amount] for size in sizes], "seconds": [size["seconds"] for size in sizes]}
    if "peak_mb" in sizes[0]:
        growth["peak_mb"] = [size["peak_mb"] for size in sizes]
    return growth
