from pathlib import Path

import pytest

from benchmarking.planning import measure_planning

ROOT = Path(__file__).parents[2]


def test_planning_is_measured_by_a_dry_run_of_everything():
    found = measure_planning(3, str(ROOT / "Snakefile"), str(ROOT / "demo_archive"))
    # Three checkpoints, each trained, sampled, measured and drawn, and the jobs that any model of characters has.
    assert found["jobs"] == 3 * 4 + 39 and found["peak_mb"] > 10


def test_a_dry_run_that_fails_is_shown(tmp_path):
    with pytest.raises(RuntimeError, match="dry run of 1 checkpoints failed"):
        measure_planning(1, str(ROOT / "Snakefile"), str(tmp_path / "nothing"))
