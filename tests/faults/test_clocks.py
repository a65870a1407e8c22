"""A clock that was set back, so that results have times in the future."""

import os
import time

SEGMENT = "results/training/small/step-000004/weights.safetensors"
DAY = 24 * 3600


def test_a_clock_set_back_is_named_before_anything_is_made(finished):
    job = finished.take_away(SEGMENT)
    results = [path for path in (finished.project.folder / "results").rglob("*") if path.is_file()]
    for path in results:
        os.utime(path, (time.time(), path.stat().st_mtime + DAY))
    done = finished.project.run(SEGMENT)
    assert done.returncode != 0
    told = finished.line_with("in the future", done.stdout)
    for path in results:
        os.utime(path)
    finished.run_again("the clock set back by a day", f"before `{job.rule}`", told, SEGMENT)
    assert finished.is_as_undisturbed()
