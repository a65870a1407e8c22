"""The folder of songs that several tests of the archive use."""

import pytest
from archive_site import make_songs


@pytest.fixture
def folder(tmp_path):
    return make_songs(tmp_path / "isb")
