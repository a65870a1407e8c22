"""Stopped runs, and a second run while orphans of the first still write."""

import signal

import pytest
from running import Running

SEGMENT = "results/training/small/step-000004/weights.safetensors"
LOG = "results/logs/training/small/step-000004.log"  # begun when all is imported and training begins
STOPPED = {
    "SIGINT to all processes (Ctrl-C)": ("signal_all", signal.SIGINT, "Terminating processes on user request"),
    "SIGTERM to Snakemake": ("signal_snakemake", signal.SIGTERM, "Will exit after finishing currently running jobs"),
    "SIGTERM to all processes": ("signal_all", signal.SIGTERM, "Will exit after finishing currently running jobs"),
}


@pytest.mark.parametrize("fault", STOPPED)
def test_a_stopped_run_continues_without_unlocking(fault, finished, tmp_path):
    send, number, message = STOPPED[fault]
    job = finished.take_away(SEGMENT)
    log = finished.project.folder / LOG
    log.unlink()
    run = Running(finished.project, tmp_path / "run.log", SEGMENT)
    assert run.wait_for(log.exists), run.said
    getattr(run, send)(number)
    told = finished.line_with(message, run.said)
    finished.run_again(fault, f"in `{job.rule}`", told, SEGMENT)
    assert finished.is_as_undisturbed()


ORPHANS = ["results/archive/songs.jsonl.gz", "results/dataset/SHA256SUMS", SEGMENT, "results/playground.html"]


@pytest.mark.parametrize("target", ORPHANS)
def test_a_second_run_next_to_an_orphan_of_the_first_makes_the_same_bytes(target, finished, tmp_path):
    job = finished.take_away(target)
    first = Running(finished.project, tmp_path / "first.log", target)
    first.wait_for_job(job.rule)
    orphan = first.wait_for_script()
    first.signal_snakemake(signal.SIGKILL)
    orphan.suspend()
    told = finished.line_with("--unlock", finished.project.run(target).stdout)
    finished.unlock()
    second = Running(finished.project, tmp_path / "second.log", target)
    second.wait_for_job(job.rule)
    orphan.resume()
    assert second.process.wait() == 0, second.said
    orphan.wait()
    finished.run_again("SIGKILL to Snakemake alone; a second run next to its orphan", f"in `{job.rule}`", told, target)
    assert finished.is_as_undisturbed()
