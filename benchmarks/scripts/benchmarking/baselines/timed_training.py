"""Train the baselines on a text for a given time, and measure their losses."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import torch
from torch import nn

from benchmarking.baselines.char_rnn_pytorch import train_char_rnn_pytorch
from benchmarking.baselines.nano_gpt import nats_of_nano_gpt, train_nano_gpt
from benchmarking.baselines.plain_port import train_plain_port
from benchmarking.learned_text import Text
from geetkar.training.held_out_loss import evaluate

Training = Iterator[tuple[nn.Module, int]]  # after each step: the network, and the number of units read


class Baseline(NamedTuple):
    """An alternative to this project: its name, its training and its loss.

    `train` is called with the text and a clock, which returns the share of the time that has passed; `nats` is called
    with a network and the text, and returns the nats per character of the validation part.
    """

    title: str
    train: Callable[[Text, Callable[[], float]], Training]
    nats: Callable[[Any, Text], float]


def nats_of(network: Any, text: Text) -> float:
    """Return the nats per character of a network with the interface of `LanguageModel`, whose state is carried on."""
    return evaluate(network, text.validation, text.vocabulary).nats


BASELINES = {
    "plain_port": Baseline(
        "plain port of char-rnn", lambda text, _: train_plain_port(text.train, len(text.vocabulary)), nats_of
    ),
    "char_rnn_pytorch": Baseline(
        "char-rnn.pytorch", lambda text, _: train_char_rnn_pytorch(text.train, len(text.vocabulary)), nats_of
    ),
    "nano_gpt": Baseline(
        "nanoGPT",
        lambda text, clock: train_nano_gpt(text.train, len(text.vocabulary), clock),
        lambda network, text: nats_of_nano_gpt(network, text.validation.encoded),
    ),
}


def measure_baseline(name: str, text: Text, seconds: float) -> dict:
    """Train a baseline for a number of seconds on all cores; return its seconds, speed and loss."""
    torch.set_num_threads(os.cpu_count() or 1)
    baseline, started = BASELINES[name], time.perf_counter()
    training = baseline.train(text, lambda: (time.perf_counter() - started) / seconds)
    network, read, spent = train_for(seconds, training, started)
    return {"seconds": spent, "characters_per_second": read / spent, "nats": baseline.nats(network, text)}


def train_for(
    seconds: float, training: Iterable[tuple[nn.Module, int]], started: float
) -> tuple[nn.Module, int, float]:
    """Train until `seconds` after `started`; return the network, the number of units read, and the seconds spent."""
    for network, read in training:
        spent = time.perf_counter() - started
        if spent >= seconds:
            return network, read, spent
    raise RuntimeError("a baseline's training ended before its time was over.")
