"""Handling of Ctrl-C during training."""

import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager


@contextmanager
def interrupted_between_steps() -> Generator[Callable[[], None]]:
    """Delay Ctrl-C: yield a function that raises `KeyboardInterrupt` if it was pressed. A second Ctrl-C raises at once.

    In the middle of a step, torch may swallow the exception or be left with half a message to the other processes.
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
