from pathlib import Path

import pytest
import yaml

PROFILES = Path(__file__).parents[3] / "profiles"


def profile(name):
    return yaml.safe_load((PROFILES / name / "config.yaml").read_text())


@pytest.mark.parametrize("name", ["slurm", "kubernetes"])
def test_a_clusters_profile_has_the_keys_of_the_default_one(name):
    assert profile(name).items() >= profile("default").items()
