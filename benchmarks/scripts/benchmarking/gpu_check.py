"""Check a GPU in a few minutes: the tests that need one, its speed, its losses, and what it trains in a given time."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from benchmarking.learned_text import Text, remembered
from benchmarking.preset_training import TRIAL_STEPS, stretches
from benchmarking.training_speed import describe_speed, matrix_rate
from geetkar.training.device import choose_device, prepare_torch
from geetkar.training.held_out_loss import evaluate
from geetkar.training.loop import METRICS_EVERY, train_until
from geetkar.training.model import Model
from geetkar.training.progress import begin

TESTS = "tests/unit/training/test_processes.py"
NEED_A_GPU = "test_a_gpu"  # the beginning of their names
OUTCOMES = ("tests", "failures", "errors", "skipped")
TOLERANCE = 0.005  # of the losses on the GPU, relative to those on the CPU
POINTS = 8  # of a training, at which its loss is measured


@dataclass(frozen=True)
class Sizes:
    """How much is done, and the options of all models that differ from their configuration."""

    speed_seconds: float
    training_seconds: float
    curve_steps: int
    options: Mapping[str, Any]


SIZES = {
    "full": Sizes(speed_seconds=20, training_seconds=120, curve_steps=100, options={}),
    "small": Sizes(
        speed_seconds=0.2, training_seconds=0.5, curve_steps=20, options={"hidden": 16, "batch": 4, "sequence": 16}
    ),
}


def sized(entry: Mapping, sizes: Sizes) -> Model:
    """Return a preset's model of some sizes, in one process on whatever device there is."""
    return replace(Model.configured(dict(entry)), device="auto", processes=1, **sizes.options)


def run_tests(project: Path) -> dict[str, int]:
    """Run the tests that need a GPU; return how many there are (`tests`), and how many failed or were skipped."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        options = ["-p", "no:cacheprovider", "-k", NEED_A_GPU, f"--junit-xml={report}", "--basetemp", f"{folder}/tests"]
        subprocess.run([sys.executable, "-m", "pytest", "-q", *options, TESTS], cwd=project, stdout=subprocess.DEVNULL)
        suite = ElementTree.parse(report).getroot().find("testsuite")
        assert suite is not None
        return {outcome: int(suite.get(outcome, 0)) for outcome in OUTCOMES}


def losses_of(model: Model, text: Text, steps: int) -> list[float]:
    """Return the mean losses in nats of a training, one for every `METRICS_EVERY` steps."""
    prepare_torch()
    return [line["loss_nats"] for line in train_until(begin(model, text.vocabulary), model, text.train, steps)]


def losses_on_cpu(model: Model, text: Text, steps: int) -> list[float]:
    """Return what `losses_of` does, on the CPU; call it in a process of its own, which then sees no GPU."""
    os.environ["CUDA_VISIBLE_DEVICES"] = ""
    return losses_of(model, text, steps)


def compare_losses(here: Sequence[float], on_cpu: Sequence[float]) -> dict:
    """Return how far the losses of the same training differ on two devices, relative to those of the CPU."""
    differences = [abs(one - other) / other for one, other in zip(here, on_cpu, strict=True)]
    return {
        "steps": len(differences) * METRICS_EVERY,
        "largest_difference": max(differences),
        "tolerance": TOLERANCE,
        "losses": list(here),
        "losses_on_cpu": list(on_cpu),
    }


def train_preset(entry: Mapping, text: Text, sizes: Sizes) -> dict:
    """Train a preset for about `training_seconds`; return its speed and its validation loss at some `points`.

    A trial measures its speed first. The learning rate falls from the same share of the steps on as in the preset.
    Reading the memory's rows and measuring the losses take no part of the seconds.
    """
    prepare_torch()
    model = sized(entry, sizes)
    if model.memory != "none":
        text = remembered(text, model.memory)
    steps, cooled_from = _steps_within(sizes.training_seconds, model, entry, text)
    progress, seconds, points = begin(model, text.vocabulary), 0.0, []
    for last_step in sorted({cooled_from, *(max(1, steps * point // POINTS) for point in range(1, POINTS + 1))}):
        cooling, started = range(cooled_from, steps) if last_step > cooled_from else None, time.perf_counter()
        list(train_until(progress, model, text.train, last_step, cooling))
        seconds += time.perf_counter() - started
        points.append({"seconds": seconds, "bpc": evaluate(progress.network, text.validation, text.vocabulary).bpc})
    device = choose_device(model)
    rate = matrix_rate(device.device, device.dtype)
    speed = steps * model.batch * model.sequence / seconds
    return {**describe_speed(progress.network, device.device, device.dtype, speed, rate), "points": points}


def _steps_within(seconds: float, model: Model, entry: Mapping, text: Text) -> tuple[int, int]:
    """Return how many steps a training has in some seconds, and from which of them on the learning rate falls."""
    first, last = TRIAL_STEPS
    trial = train_until(begin(model, text.vocabulary), model, text.train, last)
    times = {line["step"]: time.perf_counter() for line in trial}
    steps = max(POINTS, round(seconds * (last - first) / (times[last] - times[first])))
    *_, (planned, cooling) = stretches(dict(entry))
    return steps, round(steps * (cooling.start if cooling else planned) / planned)


def seconds_to_equal_loss(trained: Mapping[str, Mapping]) -> tuple[float, dict[str, float]]:
    """Return the lowest loss that all presets reach, and the seconds until the first point where each has it."""
    loss = max(min(point["bpc"] for point in found["points"]) for found in trained.values())
    reached = {
        name: next(point["seconds"] for point in found["points"] if point["bpc"] <= loss)
        for name, found in trained.items()
    }
    return loss, reached


def as_table(found: Mapping, machine: str) -> str:
    """Return everything that was found as Markdown."""
    tests, curve, loss = found["tests"], found["curve"], found["equal_loss"]
    lines = [
        f"Device: {found['device']}; size: {found['size']}.",
        "",
        f"- Tests that need a GPU: {tests['tests']}, of which {tests['failures'] + tests['errors']} failed and "
        f"{tests['skipped']} were skipped.",
        f"- Losses of {curve['steps']} steps in float32, here and on the CPU: they differ by at most "
        f"{curve['largest_difference']:.1e} (tolerance {curve['tolerance']:.1e}): "
        f"{'the same' if curve['largest_difference'] <= curve['tolerance'] else 'NOT THE SAME'}.",
        "",
        "| training | computed on | characters/s | share of the matrix rate |",
        "|---|---|--:|--:|",
        *(
            f"| {name} | {each['device']}, {each['precision']} | {each['characters_per_second']:,.0f} "
            f"| {each['share_of_matrix_rate']:.0%} |"
            for name, each in {**found["speeds"], **found["presets"]}.items()
        ),
        "",
        f"| preset | seconds | bits per character | seconds to {loss['bpc']:.3f} bits |",
        "|---|--:|--:|--:|",
        *(
            f"| {name} | {each['points'][-1]['seconds']:.1f} | {each['points'][-1]['bpc']:.3f} "
            f"| {loss['seconds'][name]:.1f} |"
            for name, each in found["presets"].items()
        ),
    ]
    return "\n".join([*lines, "", machine]) + "\n"
