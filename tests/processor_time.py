"""Measure what a call costs the processor, the same on a busy machine and late in a long run of tests."""

import gc
import sys
import time
from collections.abc import Callable, Iterator
from functools import lru_cache

LEAST = 0.01  # seconds; shorter ones are mostly chance
ATTEMPTS = 3  # other work on the machine only makes a call slower, so that the fastest counts


def seconds_of(call: Callable[[], object]) -> float:
    """Return the seconds of processor that a call takes with words it has not met, without collecting garbage."""
    for remembered in _memories_of_words():
        remembered.cache_clear()
    gc.disable()
    try:
        started = time.process_time()
        call()
        return time.process_time() - started
    finally:
        gc.enable()


def takes_linear_time(call: Callable[[int], object], size: int) -> bool:
    """Return whether a call with eight times the size takes less than 24 times as long.

    It takes 8 times in linear time and 64 times in quadratic time.
    """
    short = min(seconds_of(lambda: call(size // 8)) for _ in range(ATTEMPTS))
    return any(seconds_of(lambda: call(size)) < 24 * max(short, LEAST) for _ in range(ATTEMPTS))


def _memories_of_words() -> Iterator:
    """Yield Geetkar's caches of limited size; the others are tables, which are loaded once."""
    remembering = type(lru_cache(lambda: None))
    for name, module in list(sys.modules.items()):
        if name.startswith("geetkar"):
            for value in vars(module).values():
                if isinstance(value, remembering) and value.cache_parameters()["maxsize"]:
                    yield value
