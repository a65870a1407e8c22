"""A process of its own to measure in."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Result = TypeVar("Result")


def in_a_process(work: Callable[..., Result], *arguments: object) -> Result:
    """Call a function in a process of its own, for what a process can do only once, and return its value.

    Threads of torch are set once in a process, and a reactor of Scrapy's runs once.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(work, *arguments).result()
