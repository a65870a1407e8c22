import logging
from types import SimpleNamespace

import pytest

from geetkar.training import timing
from geetkar.training.timing import PROGRESS_EVERY, Clock


@pytest.fixture
def now(monkeypatch):
    """The time that a clock reads, in seconds: a list whose last item counts."""
    times = [100.0]
    monkeypatch.setattr(timing, "time", SimpleNamespace(perf_counter=lambda: times[-1]))
    return times


def test_a_line_has_the_speed_since_the_line_before(now):
    clock = Clock("small", step=10, last_step=50, characters_per_step=200)
    for step, seconds in ((20, 104.0), (30, 105.0)):
        now.append(seconds)
        clock.note({"step": step, "loss_nats": 2.5})
    assert [line["characters_per_second"] for line in clock.lines] == [500.0, 2000.0]
    assert [line["seconds"] for line in clock.lines] == [4.0, 5.0]
    assert clock.characters_per_second() == 800.0


def test_progress_is_logged_every_few_seconds_with_the_time_left(now, caplog):
    caplog.set_level(logging.INFO, logger="geetkar")
    clock = Clock("small", step=10, last_step=50, characters_per_step=200)
    for step, seconds in ((20, 104.0), (30, 101.0 + PROGRESS_EVERY), (40, 102.0 + PROGRESS_EVERY)):
        now.append(seconds)
        clock.note({"step": step, "loss_nats": 2.5})
    assert caplog.messages == ["small: step 30 of 50, loss 2.500 nats, 1,000 characters/s, 4 s left"]
