"""A Slurm to run small projects on."""

import tempfile
from pathlib import Path

import pytest
from loopback_slurm import LoopbackSlurm, why_not

# There is no accounting database here, so Snakemake asks squeue; and jobs are over in seconds.
ON_SLURM = [
    *("--workflow-profile", "profiles/slurm"),
    *("--slurm-status-command", "squeue"),
    *("--slurm-init-seconds-before-status-checks", "6"),
]


@pytest.fixture(scope="session")
def slurm():
    """A Slurm of one node, stopped when the tests are over."""
    if reason := why_not():
        pytest.skip(reason)
    with tempfile.TemporaryDirectory(prefix="slurm-") as folder:
        # munged refuses a socket that not everyone can reach.
        Path(folder).chmod(0o755)
        cluster = LoopbackSlurm(Path(folder))
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()
