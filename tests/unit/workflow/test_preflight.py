import os
import time

import pytest

from geetkar.workflow.errors import InputError
from geetkar.workflow.preflight import (
    check_before_planning,
    check_before_the_first_job,
    check_times,
    check_writable,
    stopping_with_one_message,
)

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


def test_a_file_may_be_some_seconds_in_the_future(made):
    os.utime(made, (time.time(), time.time() + 10))
    check_times(made.parents[1])


def test_a_broken_link_passes_the_check_of_times(made):
    made.unlink()
    made.symlink_to("nowhere")
    check_times(made.parents[1])


def test_a_missing_folder_passes_the_check_of_times(tmp_path):
    check_times(tmp_path / "nothing")


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)  # root may write whatever the mode says
    with pytest.raises(InputError, match=f"cannot write to {tmp_path}/: check its permissions"):
        check_writable(tmp_path)


def test_a_missing_folder_is_writable(tmp_path):
    check_writable(tmp_path / "results")


def test_a_run_ends_with_the_message_alone():
    with pytest.raises(SystemExit) as ended, stopping_with_one_message():
        raise InputError("a \x1b[2J key")
    assert ended.value.code == r"error: a \x1b[2J key"


def test_before_planning_missing_folders_and_checkpoints_pass(tmp_path):
    check_before_planning([tmp_path, tmp_path / "nothing", None], [tmp_path / "weights.safetensors"])


def test_before_planning_a_truncated_checkpoint_is_named(tmp_path):
    (tmp_path / "weights.safetensors").write_bytes(b"\x00")
    with pytest.raises(InputError, match=r"weights\.safetensors is damaged"):
        check_before_planning([], [tmp_path / "weights.safetensors"])


def test_before_planning_a_file_of_tomorrow_is_named(made):
    os.utime(made, (time.time(), time.time() + DAY))
    with pytest.raises(InputError, match=str(made)):
        check_before_planning([None, made.parent], [])


def test_only_a_crawl_of_the_live_archive_needs_a_contact(tmp_path):
    check_before_the_first_job(tmp_path, None)
    with pytest.raises(InputError, match=r"archive\.contact"):
        check_before_the_first_job(tmp_path, {"contact": " ", "layout": "classic"})
