import os

import pytest


@pytest.fixture(autouse=True, scope="session")
def environment(tmp_path_factory):
    """What tests start knows nothing of this user's git and Snakemake profile, and has a cache of its own."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("GIT_", "SNAKEMAKE_")):
                patch.delenv(name)
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield
