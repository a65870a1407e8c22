"""Measure how the cost of work grows with its amount."""

import time
from collections.abc import Callable, Mapping, Sequence

TIMES = (1, 3, 10)  # multiples of the smallest amount of work


def growth_of(work: str, sizes: Sequence[Mapping], amount: str) -> dict:
    """Return the amounts of work (the key `amount` of `sizes`), the seconds, and the peak MB if measured, as lists."""
    growth = {"work": work, "amounts": [size[amount] for size in sizes], "seconds": [size["seconds"] for size in sizes]}
    if "peak_mb" in sizes[0]:
        growth["peak_mb"] = [size["peak_mb"] for size in sizes]
    return growth


def seconds_of(work: Callable[[], object]) -> float:
    """Call a function, and return the seconds that it took."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
