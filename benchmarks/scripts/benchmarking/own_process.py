"""Run measurements in a process of their own."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Result = TypeVar("Result")


def in_a_process(work: Callable[..., Result], *arguments: object) -> Result:
    """Call a function in a new process, and return its value.

    A process can set the threads of torch, and run a Scrapy reactor, only once.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(work, *arguments).result()
