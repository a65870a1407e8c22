"""Times that are yet to come."""

import os
import time

import pytest

from geetkar.clock import check_times
from geetkar.errors import InputError

DAY = 24 * 3600


@pytest.fixture
def made(tmp_path):
    path = tmp_path / "a folder/made"
    path.parent.mkdir()
    path.touch()
    return path


def test_a_file_of_tomorrow_is_named(made):
    os.utime(made, (time.time(), time.time() + DAY))
    with pytest.raises(InputError, match=str(made)):
        check_times(made.parents[1])


def test_a_file_of_now_may_be_some_seconds_ahead(made):
    os.utime(made, (time.time(), time.time() + 10))
    check_times(made.parents[1])


def test_a_link_to_nothing_has_no_time(made):
    made.unlink()
    made.symlink_to("nowhere")
    check_times(made.parents[1])


def test_a_folder_that_is_not_there_holds_no_time(tmp_path):
    check_times(tmp_path / "nothing")
