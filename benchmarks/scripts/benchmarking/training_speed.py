"""How fast networks train: this project's, and a plain port of char-rnn."""

import math
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import torch

from benchmarking.baselines.plain_port import train_plain_port
from benchmarking.cost_growth import TIMES, growth_of, seconds_of
from benchmarking.learned_text import Text
from benchmarking.own_process import in_a_process
from geetkar.training.device import choose_device, prepare_torch
from geetkar.training.loop import train_until
from geetkar.training.model import Model
from geetkar.training.progress import begin

SECONDS = 30  # of a training, after its first steps, which allocate memory
SIDE = {"cpu": 1024, "cuda": 8192}  # of the square matrices whose product is timed, by device
PRODUCTS = 50
FLOPS = 6  # of a trained character, for each weight: two forward, four backward
THREADS = 2  # that a process may have, which is not faster than as many processes
LARGE = {"batch": 128, "sequence": 100}  # streams and characters of a window, where speed alone counts
WIDE = {"hidden": 1024, **LARGE}  # for GPUs
GROWTH_STEPS = 30  # of the shortest training of those that show how cost grows


def measure_training(model: Model, text: Text, threads: int = 1) -> dict:
    """Return characters a second of a model's training, and its share of the matrix products that the device can do."""
    prepare_torch()
    device = choose_device(model)
    rate = matrix_rate(device.device, device.dtype) * model.processes
    if device.device.type == "cpu":
        rate *= threads
        torch.set_num_threads(threads)
    progress = begin(model, text.vocabulary)
    units = model.batch * model.sequence
    lines = train_until(progress, model, text.train, last_step=10**9)
    speed = units_per_second(line["step"] * units for line in lines)
    lines.close()
    weights = sum(parameter.numel() for parameter in progress.network.parameters())
    return {
        "device": device.device.type,
        "precision": str(device.dtype).removeprefix("torch."),
        "characters_per_second": speed,
        "matrix_gflops": rate / 1e9,
        "share_of_matrix_rate": speed * weights * FLOPS / rate,
    }


def measure_side_by_side(model: Model, text: Text, models: int) -> dict:
    """Return the characters a second of some models together that train at a time, each in a process of one thread."""
    with ThreadPoolExecutor(models) as pool:
        found = [pool.submit(in_a_process, measure_training, model, text) for _ in range(models)]
        each = [future.result() for future in found]
    together = {key: sum(one[key] for one in each) for key in ("characters_per_second", "matrix_gflops")}
    share = sum(one["share_of_matrix_rate"] for one in each) / models
    return {**each[0], **together, "share_of_matrix_rate": share}


def measure_plain_training(text: Text) -> dict:
    """Return characters a second of the plain port's training, on all cores."""
    torch.set_num_threads(os.cpu_count() or 1)
    training = train_plain_port(text.train, len(text.vocabulary))
    speed = units_per_second(read for _, read in training)
    return {"device": "cpu", "precision": "float32", "characters_per_second": speed}


def variants(article: Model, cores: int) -> dict[str, tuple[Model, int]]:
    """Return the article's network as it may be trained here, and the threads of a process, by what sets it apart."""
    shared = replace(article, processes=math.gcd(article.batch, cores))
    processes = f"{shared.processes} processes"
    trained = {
        "one process": (article, 1),
        f"one process of {THREADS} threads": (article, THREADS),
        processes: (shared, 1),
        f"{processes}, 128 streams of 100": (replace(shared, **LARGE), 1),
        "one process, float32": (replace(article, precision="float32"), 1),
    }
    if torch.cuda.is_available():
        trained["128 streams of 100"] = (replace(article, **LARGE), 1)
        trained["3 x 1024, 128 streams of 100"] = (replace(article, **WIDE), 1)
    return trained


def units_per_second(reads: Iterator[int]) -> float:
    """Return by how much a second a count of units grows, from its first number on."""
    first, started = next(reads), time.perf_counter()
    for read in reads:
        seconds = time.perf_counter() - started
        if seconds >= SECONDS:
            return (read - first) / seconds
    raise RuntimeError("the training ended before its speed was measured")


def matrix_rate(device: torch.device, dtype: torch.dtype) -> float:
    """Return operations a second of products of square matrices, as torch computes them on one thread or one GPU."""
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
    """Return the seconds of ever more steps of a model's training, each from the first step."""
    prepare_torch()
    units, sizes = model.batch * model.sequence, []
    for steps in (GROWTH_STEPS * times for times in TIMES):
        training = train_until(begin(model, text.vocabulary), model, text.train, steps)
        seconds = seconds_of(lambda training=training: list(training))
        sizes.append({"characters": steps * units, "seconds": seconds})
    return growth_of("characters trained", sizes, "characters")


def training_table(plain: dict, trained: dict[str, dict]) -> str:
    """Return the speeds of the plain port and of the variants, by name, as Markdown."""
    lines = [
        "| training 3 x 300 | computed on | characters/s | times the plain port | of the measured matrix rate |",
        "|---|---|--:|--:|--:|",
    ]
    for name, found in {"plain port of char-rnn": plain, **trained}.items():
        speed, share = found["characters_per_second"], found.get("share_of_matrix_rate")
        lines.append(
            f"| {name} | {found['device']}, {found['precision']} | {speed:,.0f} "
            f"| {speed / plain['characters_per_second']:.2f} | {'' if share is None else format(share, '.0%')} |"
        )
    return "\n".join(lines)
