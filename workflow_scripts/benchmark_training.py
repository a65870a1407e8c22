"""Rule benchmark_training: this project's presets beside a plain port of char-rnn, in the same seconds."""

import json
import logging
import math
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import torch

from geetkar.errors import InputError
from geetkar.files import write_json, write_text
from geetkar.machine import machine, machine_line
from geetkar.network.device import prepare_torch
from geetkar.network.evaluation import evaluate, evaluate_dynamically
from geetkar.network.plain_port import train_plain_port
from geetkar.network.training import Progress, Split, begin, train_until
from geetkar.vocabulary.encoding import describe_encoding, encode_text
from geetkar.vocabulary.vocabulary import Vocabulary, build_vocabulary

log = logging.getLogger("geetkar.benchmarks")

TRAIN_SHARE = 0.9  # of a plain text, as users of tinyshakespeare part it
SPEED_UNITS = 375_000  # read to measure a speed, after the first steps, which allocate memory


def prepare(train: str, validation: str) -> tuple[Vocabulary, Split, Split]:
    """A text's characters, and both parts of it as numbers."""
    vocabulary = build_vocabulary(train, "roman", "char")
    encoded = [(encode_text(text, vocabulary), text) for text in (train, validation)]
    splits = (Split(units, describe_encoding(text, units, vocabulary)) for units, text in encoded)
    return vocabulary, *splits


def stretches(model: dict) -> Iterator[tuple[int, range | None]]:
    """The last step of each stretch of training up to a model's last cooled checkpoint, and the cooling."""
    if not model["cooled"]:
        yield max(model["checkpoints"]), None
        return
    branch = max(model["cooled"], key=lambda branch: branch["step"])
    yield branch["from"], None
    yield branch["step"], range(branch["from"], branch["step"])


def measure_preset(model: dict, train_text: str, validation_text: str) -> dict:
    """Seconds, speed and loss of a preset's whole training."""
    prepare_torch()
    vocabulary, train, validation = prepare(train_text, validation_text)
    progress, started = begin(model, vocabulary), time.perf_counter()
    for last_step, cooling in stretches(model):
        for line in train_until(progress, model, train, last_step, cooling):
            if line["step"] % 100 == 0:
                log.info("step %d: %.3f nats", line["step"], line["loss_nats"])
    seconds = time.perf_counter() - started
    read = progress.step * model["batch"] * model["sequence"]
    dynamic = evaluate_dynamically(progress.network, validation.encoded, validation.description, vocabulary)
    return {**figures(progress.network, seconds, read, validation, vocabulary), "dynamic_bpc": dynamic.bpc}


def measure_plain_port(budgets: list[float], train_text: str, validation_text: str) -> list[dict]:
    """The same of the plain port after each of some seconds, on all cores."""
    torch.set_num_threads(os.cpu_count())
    vocabulary, train, validation = prepare(train_text, validation_text)
    reached, left = [], sorted(budgets)
    for network, seconds, read in train_plain_port(train, len(vocabulary)):
        if seconds >= left[0]:
            reached.append(figures(network, seconds, read, validation, vocabulary))
            if not left[1:]:
                return reached
            del left[0]


def figures(network: torch.nn.Module, seconds: float, read: int, validation: Split, vocabulary: Vocabulary) -> dict:
    """What is told of a training."""
    loss = evaluate(network, validation.encoded, validation.description, vocabulary)
    return {"seconds": seconds, "characters_per_second": read / seconds, "nats": loss.nats, "bpc": loss.bpc}


def measure_speed(article: dict, train_text: str) -> dict:
    """Characters a second of the article's network here, on all cores, and of the plain port."""
    vocabulary, train, _ = prepare(train_text, train_text)
    processes = math.gcd(article["batch"], os.cpu_count())
    prepare_torch()
    here = units_per_second(ours(begin({**article, "processes": processes}, vocabulary), article, processes, train))
    torch.set_num_threads(os.cpu_count())
    port = units_per_second(read for _, _, read in train_plain_port(train, len(vocabulary)))
    return {"characters_per_second": here, "plain_port": port, "ratio": here / port, "processes": processes}


def ours(progress: Progress, article: dict, processes: int, train: Split) -> Iterator[int]:
    """Units read, while the article's network trains."""
    model = {**article, "processes": processes}
    units = model["batch"] * model["sequence"]
    for line in train_until(progress, model, train, 2 * SPEED_UNITS // units):
        yield line["step"] * units


def units_per_second(reads: Iterator[int]) -> float:
    """How fast a count grows, from when it is warm until enough is read."""
    first = next(reads)
    started = time.perf_counter()
    for read in reads:
        if read - first >= SPEED_UNITS:
            return (read - first) / (time.perf_counter() - started)
    raise RuntimeError("the training ended before its speed was measured")


def in_a_process(work: Callable, *arguments: object) -> object:
    """Threads are set once in a process, so each training has one of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(work, *arguments).result()


def read_texts(songs: list[str], text: str | None) -> dict[str, tuple[str, str]]:
    """Training and validation part of each text by name."""
    train, validation = (Path(path).read_text(encoding="utf-8") for path in songs)
    texts = {"songs": (train, validation)}
    if text:
        try:
            whole = Path(text).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"config key `benchmarks.text`: {text} cannot be read ({error}).") from error
        part = int(TRAIN_SHARE * len(whole))
        texts[Path(text).stem] = whole[:part], whole[part:]
    return texts


def as_table(result: dict) -> str:
    """The figures as Markdown."""
    lines = [
        "| text | network | seconds | characters/s | nats a character | bits per character | the same, adapting |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for text, measured in result["texts"].items():
        for name, found in measured.items():
            lines.append(
                f"| {text} | {name} | {found['seconds']:.0f} | {found['characters_per_second']:,.0f} "
                f"| {found['nats']:.3f} | {found['bpc']:.3f} "
                f"| {format(found['dynamic_bpc'], '.3f') if 'dynamic_bpc' in found else ''} |"
            )
    for yardstick in result["yardsticks"]:
        bits = f"{yardstick['validation_bpc']:.3f}"
        both = f"| {bits}" if yardstick["adaptive"] else f"{bits} |"
        lines.append(f"| songs | {yardstick['name']} | | | | {both} |")
    speed = result["article_speed"]
    return "\n".join(
        [
            *lines,
            "",
            f"The article's network trains at {speed['characters_per_second']:,.0f} characters/s here, in "
            f"{speed['processes']} processes, and at {speed['plain_port']:,.0f} as a plain port: "
            f"{speed['ratio']:.2f} times as fast.",
            "",
            machine_line(result["machine"]),
            "",
        ]
    )


def main(
    songs: list[str],
    text: str | None,
    yardsticks_path: str,
    presets: dict[str, dict],
    article: dict,
    json_path: str,
    table_path: str,
) -> None:
    """Train each preset on each text, and the plain port for as many seconds."""
    texts = read_texts(songs, text)
    result = {"machine": machine("torch"), "article_speed": in_a_process(measure_speed, article, texts["songs"][0])}
    result["yardsticks"] = json.loads(Path(yardsticks_path).read_text(encoding="utf-8"))
    result["texts"] = {}
    for text_name, parts in texts.items():
        measured = {name: in_a_process(measure_preset, model, *parts) for name, model in presets.items()}
        budgets = [found["seconds"] for found in measured.values()]
        for found in in_a_process(measure_plain_port, budgets, *parts):
            measured[f"plain port of char-rnn, {found['seconds']:.0f} s"] = found
        result["texts"][text_name] = measured
        log.info("%s: %s", text_name, measured)
    write_json(json_path, result)
    write_text(table_path, as_table(result))


if __name__ == "__main__":
    from geetkar.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            list(snakemake.input.songs),
            snakemake.params.text,
            snakemake.input.yardsticks,
            dict(snakemake.params.presets),
            dict(snakemake.params.article),
            snakemake.output.figures,
            snakemake.output.table,
        )
