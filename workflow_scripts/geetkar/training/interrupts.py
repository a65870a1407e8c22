"""Ctrl-C while a network is trained."""

import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager


@contextmanager
def interrupted_between_steps() -> Generator[Callable[[], None]]:
    """Give a function that raises `KeyboardInterrupt` if Ctrl-C was pressed; a second Ctrl-C does so at once.

    In the midst of a step torch may swallow the exception, or be left with half a message to the other processes.
    """
    pressed = []
    usual = signal.getsignal(signal.SIGINT)

    def remember(number: int, frame: object) -> None:
        pressed.append(number)
        signal.signal(signal.SIGINT, usual)

    def check() -> None:
        if pressed:
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, remember)
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, usual)
