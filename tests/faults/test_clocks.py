"""A clock that was set back: what was made before bears times that are yet to come."""

import os
import time

import pytest
from small_project import EVERYTHING

DAY = 24 * 3600
FAULT = "the clock set back by a day"
SEGMENT = "results/models/small/step-000004/weights.safetensors"


@pytest.fixture
def set_back(finished):
    """A project whose results were made while the clock was a day ahead."""
    for path in (finished.project.folder / "results").rglob("*"):
        os.utime(path, (time.time() + DAY, path.stat().st_mtime + DAY))
    return finished


def test_a_clock_set_back_reruns_nothing(set_back):
    told = set_back.line_with("Nothing to be done", set_back.project.run_to_the_end("--dry-run", *EVERYTHING))
    set_back.run_again(FAULT, "after a whole run", told, *EVERYTHING)
    assert set_back.rows[-1].again == "0"


def test_a_clock_set_back_in_the_midst_of_a_run_changes_no_byte(set_back):
    job = set_back.take_away(SEGMENT)
    set_back.run_again(FAULT, f"before `{job.rule}`", "", SEGMENT)
    assert set_back.is_as_undisturbed()
