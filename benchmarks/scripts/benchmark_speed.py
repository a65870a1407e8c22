"""Rule benchmark_speed: how fast the article's network trains and writes, here and as a plain port."""

import math
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import torch

from benchmarking.learned_text import Text, read_text
from benchmarking.own_process import in_a_process
from benchmarking.training_speed import measure_plain_training, measure_training, measure_training_growth
from benchmarking.writing_speed import measure_writing, measure_writing_growth
from geetkar.pages.shared.machine import machine, machine_line
from geetkar.training.model import Model
from geetkar.workflow.files import write_json, write_text
from geetkar.workflow.scripts import run_script

THREADS = 2  # that a process may have, which is not faster than as many processes
LARGE = {"batch": 128, "sequence": 100}  # streams and characters of a window, where speed alone counts
WIDE = {"hidden": 1024, **LARGE}  # for graphics cards


def variants(article: Model, cores: int) -> dict[str, tuple[Model, int]]:
    """The article's network as it may be trained here, and the threads of a process, by what sets it apart."""
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


def side_by_side(model: Model, text: Text, models: int) -> dict:
    """Some models at a time, each in a process of one thread: what they learn from together in a second."""
    with ThreadPoolExecutor(models) as pool:
        found = [pool.submit(in_a_process, measure_training, model, text) for _ in range(models)]
        each = [future.result() for future in found]
    together = {key: sum(one[key] for one in each) for key in ("characters_per_second", "matrix_gflops")}
    share = sum(one["share_of_matrix_rate"] for one in each) / models
    return {**each[0], **together, "share_of_matrix_rate": share}


def as_table(result: dict) -> str:
    """The figures as Markdown."""
    plain = result["plain_port"]["characters_per_second"]
    training = [
        f"| {name} | {found['device']}, {found['precision']} | {found['characters_per_second']:,.0f} "
        f"| {found['characters_per_second'] / plain:.2f} "
        f"| {format(found['share_of_matrix_rate'], '.0%') if 'share_of_matrix_rate' in found else ''} |"
        for name, found in {"plain port of char-rnn": result["plain_port"], **result["training"]}.items()
    ]
    writing = [
        f"| {streams} | {found['geetkar']:,.0f} | {found['eight_bits']:,.0f} | {found['plain_port']:,.0f} "
        f"| {found['nano_gpt']:,.0f} |"
        for streams, found in result["writing"].items()
    ]
    return "\n".join(
        [
            "| training 3 x 300 | computed on | characters/s | times the plain port | of the measured matrix rate |",
            "|---|---|--:|--:|--:|",
            *training,
            "",
            "| texts written at a time, one thread | characters/s | with weights of eight bits "
            "| plain port of char-rnn | nanoGPT (4 x 128) |",
            "|--:|--:|--:|--:|--:|",
            *writing,
            "",
            machine_line(result["machine"]),
            "",
        ]
    )


def main(text: list[str], article: dict, figures: str, table: str) -> None:
    """Measure training and writing, each in a process of its own, since threads are set once in a process."""
    learned, model, cores = read_text(text), Model.configured(article), os.cpu_count() or 1
    result = {
        "machine": machine("torch", "onnxruntime"),
        "plain_port": in_a_process(measure_plain_training, learned),
        "training": {
            f"{cores} models side by side": side_by_side(model, learned, cores),
            **{
                name: in_a_process(measure_training, variant, learned, threads)
                for name, (variant, threads) in variants(model, cores).items()
            },
        },
        "writing": in_a_process(measure_writing, model, learned),
        "growth": [in_a_process(grow, model, learned) for grow in (measure_training_growth, measure_writing_growth)],
    }
    write_json(figures, result)
    write_text(table, as_table(result))


if __name__ == "__main__":
    run_script(main, snakemake)
