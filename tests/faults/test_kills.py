"""A run that is killed repeatedly: at least once in each rule, twice in rules with several jobs."""

import random
import signal
import time
from collections import Counter

from conftest import Kill
from running import Running
from small_project import EVERYTHING, Job

LEAST_KILLS = 30


def kill_in_a_job(run: Running, rules: set[str], usual_seconds: dict[str, float], dice: random.Random) -> Job | None:
    """Wait until a job of one of some rules runs, then for a part of its usual time; kill all processes.

    Return that job, or `None` if the run ended before.
    """
    if not run.wait_for(lambda: any(job.rule in rules for job in run.jobs_running)):
        return None
    job = next(job for job in run.jobs_running if job.rule in rules)
    moment = time.monotonic() + dice.random() * usual_seconds[job.rule]
    # It may take less than usual: then the kill comes as it ends.
    run.wait_for(lambda: time.monotonic() > moment or job not in run.jobs_running)
    run.signal_all(signal.SIGKILL)
    return job


def test_a_run_killed_in_every_rule_ends_with_the_same_bytes(fresh, undisturbed, tmp_path, kills):
    dice = random.Random(1)
    usual_seconds = {job.rule: max(1, job.seconds) for job in undisturbed.jobs}
    missing = {rule: min(2, jobs) for rule, jobs in Counter(job.rule for job in undisturbed.jobs).items()}
    targets, ended = EVERYTHING, set()
    while wanted := {rule for rule, number in missing.items() if number}:
        run = Running(fresh.project, tmp_path / "run.log", *targets)
        start = time.monotonic()
        hit = kill_in_a_job(run, wanted, usual_seconds, dice)
        assert not {job.outputs for job in run.jobs} & {job.outputs for job in ended}, "what had ended ran again"
        ended |= {job for job in run.jobs if job.seconds is not None}
        if hit is None:  # all that was wanted has ended: give a rule something to do
            assert run.process.returncode == 0, run.said
            targets = fresh.take_away(next(job for job in undisturbed.jobs if job.rule in wanted).outputs[0]).outputs
            ended.clear()
            continue
        if hit in run.jobs_running:
            missing[hit.rule] -= 1
        else:  # it took less than usual
            usual_seconds[hit.rule] /= 2
        if not kills:
            told = fresh.line_with("--unlock", fresh.project.run(*targets).stdout)
        fresh.unlock()
        kills.append(Kill(run.jobs_running, time.monotonic() - start, fresh.is_as_undisturbed(fresh.made_by(ended))))
    fresh.run_again("SIGKILL to all processes", f"{len(kills)} times, see below", told, *EVERYTHING, *targets)
    assert len(kills) >= LEAST_KILLS
    assert all(kill.equal for kill in kills) and fresh.is_as_undisturbed()
