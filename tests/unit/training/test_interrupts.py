"""Ctrl-C while a network is trained."""

import signal

import pytest

from geetkar.training.interrupts import interrupted_between_steps


@pytest.fixture
def terminal():
    """Ctrl-C as in a terminal: a shell may have started the tests in the background, with it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("terminal")
def test_ctrl_c_is_heard_between_steps():
    with interrupted_between_steps() as check:
        check()
        signal.raise_signal(signal.SIGINT)  # raises nothing yet
        with pytest.raises(KeyboardInterrupt):
            check()


@pytest.mark.usefixtures("terminal")
def test_a_second_ctrl_c_is_heard_at_once():
    with interrupted_between_steps():
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
