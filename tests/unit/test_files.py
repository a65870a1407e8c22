import os

import pytest

from geetkar.errors import InputError
from geetkar.files import check_writable


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)  # root may write whatever the mode says
    with pytest.raises(InputError, match=f"{tmp_path}/ cannot be written to"):
        check_writable(tmp_path)


def test_a_folder_that_is_not_there_yet_will_be_made(tmp_path):
    check_writable(tmp_path / "results")
