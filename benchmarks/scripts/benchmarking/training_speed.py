"""How fast networks train: this project's, and a plain port of char-rnn."""

import os
from collections.abc import Iterator
from time import perf_counter

import torch

from benchmarking.baselines.plain_port import train_plain_port
from benchmarking.cost_growth import TIMES, growth_of, seconds_of
from benchmarking.learned_text import Text
from geetkar.training.device import choose_device, prepare_torch
from geetkar.training.loop import train_until
from geetkar.training.model import Model
from geetkar.training.progress import begin

SECONDS = 30  # of a training, after its first steps, which allocate memory
SIDE = {"cpu": 1024, "cuda": 8192}  # of the square matrices whose product is timed, by device
PRODUCTS = 50
FLOPS = 6  # of a trained character, for each weight: two forward, four backward
GROWTH_STEPS = 30  # of the shortest training of those that show how cost grows


def measure_training(model: Model, text: Text, threads: int = 1) -> dict:
    """Characters a second of a model's training, and the share of the matrix products that the device can do."""
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


def measure_plain_training(text: Text) -> dict:
    """Characters a second of the plain port's training, on all cores."""
    torch.set_num_threads(os.cpu_count() or 1)
    training = train_plain_port(text.train, len(text.vocabulary))
    speed = units_per_second(read for _, read in training)
    return {"device": "cpu", "precision": "float32", "characters_per_second": speed}


def units_per_second(reads: Iterator[int]) -> float:
    """How fast a count of units grows, from its first number on."""
    first, started = next(reads), perf_counter()
    for read in reads:
        seconds = perf_counter() - started
        if seconds >= SECONDS:
            return (read - first) / seconds
    raise RuntimeError("the training ended before its speed was measured")


def matrix_rate(device: torch.device, dtype: torch.dtype) -> float:
    """Operations a second of products of square matrices, as torch computes them on one thread or one card."""
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
    """Seconds of ever more steps of a model's training, each beginning anew."""
    prepare_torch()
    units, sizes = model.batch * model.sequence, []
    for steps in (GROWTH_STEPS * times for times in TIMES):
        training = train_until(begin(model, text.vocabulary), model, text.train, steps)
        seconds = seconds_of(lambda training=training: list(training))
        sizes.append({"characters": steps * units, "seconds": seconds})
    return growth_of("characters trained", sizes, "characters")
