"""How the cost of some work grows with its amount."""

import time
from collections.abc import Callable, Mapping, Sequence

TIMES = (1, 3, 10)  # as much work


def growth_of(work: str, sizes: Sequence[Mapping], amount: str) -> dict:
    """Return what `sizes` took: amounts of work (their key `amount`), seconds, and MB where they were measured."""
    growth = {"work": work, "amounts": [size[amount] for size in sizes], "seconds": [size["seconds"] for size in sizes]}
    if "peak_mb" in sizes[0]:
        growth["peak_mb"] = [size["peak_mb"] for size in sizes]
    return growth


def seconds_of(work: Callable[[], object]) -> float:
    """Call a function and return the seconds that it took."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
