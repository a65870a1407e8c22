"""Measure how fast this project's networks and a plain port of char-rnn train."""

import math
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import torch
from torch import nn

from benchmarking.baselines.plain_port import train_plain_port
from benchmarking.cost_growth import TIMES, growth_of, seconds_of
from benchmarking.learned_text import Text, remembered
from benchmarking.own_process import in_a_process
from geetkar.training.device import choose_device, prepare_torch
from geetkar.training.loop import train_until
from geetkar.training.model import Model
from geetkar.training.progress import begin

SECONDS = 30  # of measured training, after the first steps, which allocate memory
SIDE = {"cpu": 1024, "cuda": 8192}  # rows of the square matrices whose product is timed, by device
PRODUCTS = 50
FLOPS = 6  # per weight and trained character: two forward, four backward
THREADS = 2  # of one process, to compare with as many processes
LARGE = {"batch": 128, "sequence": 100}  # streams and characters of a window, chosen for speed alone
WIDE = {"hidden": 1024, **LARGE}  # for GPUs
GROWTH_STEPS = 30  # of the shortest training by which the growth of costs is measured


def measure_training(model: Model, text: Text, threads: int = 1, seconds: float = SECONDS) -> dict:
    """Return a model's training speed in characters per second, and its share of the device's matrix rate.

    The speed is measured for some `seconds`.
    """
    prepare_torch()
    if model.memory != "none":
        text = remembered(text, model.memory)
    device = choose_device(model)
    rate = matrix_rate(device.device, device.dtype) * model.processes
    if device.device.type == "cpu":
        rate *= threads
        torch.set_num_threads(threads)
    progress = begin(model, text.vocabulary)
    units = model.batch * model.sequence
    lines = train_until(progress, model, text.train, last_step=10**9)
    speed = units_per_second((line["step"] * units for line in lines), seconds)
    lines.close()
    return describe_speed(progress.network, device.device, device.dtype, speed, rate)


def describe_speed(network: nn.Module, device: torch.device, dtype: torch.dtype, speed: float, rate: float) -> dict:
    """Return a speed in characters per second as JSON, with its share of the `rate` of the device's matrix products."""
    weights = sum(parameter.numel() for parameter in network.parameters())
    return {
        "device": device.type,
        "precision": str(dtype).removeprefix("torch."),
        "characters_per_second": speed,
        "matrix_gflops": rate / 1e9,
        "share_of_matrix_rate": speed * weights * FLOPS / rate,
    }


def measure_side_by_side(model: Model, text: Text, models: int) -> dict:
    """Return the total training speed of several models at the same time, each in a process with one thread."""
    with ThreadPoolExecutor(models) as pool:
        found = [pool.submit(in_a_process, measure_training, model, text) for _ in range(models)]
        each = [future.result() for future in found]
    together = {key: sum(one[key] for one in each) for key in ("characters_per_second", "matrix_gflops")}
    share = sum(one["share_of_matrix_rate"] for one in each) / models
    return {**each[0], **together, "share_of_matrix_rate": share}


def measure_plain_training(text: Text, seconds: float = SECONDS) -> dict:
    """Return what `measure_training` does of the plain port, on all cores."""
    threads = os.cpu_count() or 1
    torch.set_num_threads(1)
    rate = matrix_rate(torch.device("cpu"), torch.float32) * threads
    torch.set_num_threads(threads)
    training = train_plain_port(text.train, len(text.vocabulary))
    network, _ = next(training)
    speed = units_per_second((read for _, read in training), seconds)
    return describe_speed(network, torch.device("cpu"), torch.float32, speed, rate)


def side_by_side(article: Model, cores: int) -> dict[str, Model]:
    """Return the models that train side by side, one on each core, by name.

    The second one has as many streams as each of the processes that share the large batch.
    """
    share = LARGE["batch"] // cores
    name = f"{cores} models side by side"
    return {
        name: article,
        f"{name}, {share} streams of 100 each": replace(article, batch=share, sequence=LARGE["sequence"]),
    }


def variants(article: Model, fastest: Model, cores: int) -> dict[str, tuple[Model, int]]:
    """Return ways to train the article's network here, and `fastest`, by name: the model, and threads per process."""
    shared = replace(article, processes=math.gcd(article.batch, cores))
    processes = f"{shared.processes} processes"
    trained = {
        "one process": (article, 1),
        f"one process of {THREADS} threads": (article, THREADS),
        processes: (shared, 1),
        f"{processes}, 128 streams of 100": (replace(shared, **LARGE), 1),
        "one process, with a memory": (replace(article, memory="song"), 1),
        "one process, float32": (replace(article, precision="float32"), 1),
        "`fastest` (2 x 320, with a memory)": (fastest, 1),
    }
    if torch.cuda.is_available():
        trained["128 streams of 100"] = (replace(article, **LARGE), 1)
        trained["3 x 1024, 128 streams of 100"] = (replace(article, **WIDE), 1)
    return trained


def units_per_second(reads: Iterator[int], seconds: float) -> float:
    """Return the growth per second of a count of units, measured for some seconds from its first value on."""
    first, started = next(reads), time.perf_counter()
    for read in reads:
        passed = time.perf_counter() - started
        if passed >= seconds:
            return (read - first) / passed
    raise RuntimeError("the training ended before its speed was measured.")


def matrix_rate(device: torch.device, dtype: torch.dtype) -> float:
    """Return the operations per second of torch's products of square matrices, on one thread or one GPU."""
    side = SIDE[device.type]
    left, right = (torch.ones(side, side, dtype=dtype, device=device) for _ in range(2))
    left @ right

    def multiply() -> None:
        for _ in range(PRODUCTS):
            left @ right
        if device.type == "cuda":
            torch.cuda.synchronize()

    return PRODUCTS * 2 * side**3 / seconds_of(multiply)


def measure_training_growth(model: Model, text: Text) -> dict:
    """Return the seconds of trainings with more and more steps, each from the first step."""
    prepare_torch()
    units, sizes = model.batch * model.sequence, []
    for steps in (GROWTH_STEPS * times for times in TIMES):
        training = train_until(begin(model, text.vocabulary), model, text.train, steps)
        seconds = seconds_of(lambda training=training: list(training))
        sizes.append({"characters": steps * units, "seconds": seconds})
    return growth_of("characters trained", sizes, "characters")


def training_table(plain: dict, trained: dict[str, dict]) -> str:
    """Return the speeds of the plain port and of the variants as a Markdown table."""
    lines = [
        "| training, 3 x 300 | computed on | characters/s | times the plain port | share of the matrix rate |",
        "|---|---|--:|--:|--:|",
    ]
    for name, found in {"plain port of char-rnn": plain, **trained}.items():
        speed, share = found["characters_per_second"], found["share_of_matrix_rate"]
        lines.append(
            f"| {name} | {found['device']}, {found['precision']} | {speed:,.0f} "
            f"| {speed / plain['characters_per_second']:.2f} | {share:.0%} |"
        )
    return "\n".join(lines)
