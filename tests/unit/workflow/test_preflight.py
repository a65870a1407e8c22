import os
import time

import pytest

from geetkar.workflow.errors import InputError
from geetkar.workflow.preflight import check_times, check_writable

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


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)  # root may write whatever the mode says
    with pytest.raises(InputError, match=f"{tmp_path}/ cannot be written to"):
        check_writable(tmp_path)


def test_a_folder_that_is_not_there_yet_will_be_made(tmp_path):
    check_writable(tmp_path / "results")
