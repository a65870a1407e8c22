"""Ctrl-C during training."""

import signal

import pytest

from geetkar.training.interrupts import interrupted_between_steps


@pytest.fixture
def terminal():
    """Handle Ctrl-C as in a terminal: a shell that starts the tests in the background makes them ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("terminal")
def test_ctrl_c_interrupts_between_steps():
    with interrupted_between_steps() as check:
        check()
        signal.raise_signal(signal.SIGINT)  # raises nothing yet
        with pytest.raises(KeyboardInterrupt):
            check()


@pytest.mark.usefixtures("terminal")
def test_a_second_ctrl_c_interrupts_at_once():
    with interrupted_between_steps():
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
