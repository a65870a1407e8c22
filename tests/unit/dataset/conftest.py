import datasets
import pytest
from small_release import NOTHING, release


@pytest.fixture(scope="session")
def released(tmp_path_factory):
    return release(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="session")
def of_a_folder(tmp_path_factory):
    """Release the songs of a folder without a description; all are in the splits."""
    return release(tmp_path_factory.mktemp("folder"), description=NOTHING, notice=None, kept_songs="123456")


@pytest.fixture(scope="session")
def loaded(released, tmp_path_factory):
    return datasets.load_dataset(str(released), cache_dir=str(tmp_path_factory.mktemp("cache")))
