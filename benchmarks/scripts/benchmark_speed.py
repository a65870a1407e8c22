"""Rule benchmark_speed: measure how fast networks train and write, here and as a plain port of char-rnn."""

import os

from benchmarking.learned_text import read_text
from benchmarking.own_process import in_a_process
from benchmarking.training_speed import (
    measure_plain_training,
    measure_side_by_side,
    measure_training,
    measure_training_growth,
    side_by_side,
    training_table,
    variants,
)
from benchmarking.writing_speed import (
    measure_planned_writing,
    measure_writing,
    measure_writing_growth,
    writing_table,
)
from geetkar.pages.shared.machine import machine, machine_line
from geetkar.training.model import Model
from geetkar.workflow.files import write_json, write_text
from geetkar.workflow.scripts import run_script


def main(
    text: list[str],
    article: dict,
    fastest: dict,
    songwriter: str,
    rhyming_words: str,
    spellings: str,
    figures: str,
    table: str,
) -> None:
    """Measure training and writing, each in its own process, since a process can set its threads only once.

    `article` and `fastest` are the models of these presets; `songwriter` is the trained network of a preset with plans.
    """
    learned, model, preset = read_text(text), Model.configured(article), Model.configured(fastest)
    here, cores = machine("torch", "onnxruntime"), os.cpu_count() or 1
    plain = in_a_process(measure_plain_training, learned)
    trained = {name: measure_side_by_side(each, learned, cores) for name, each in side_by_side(model, cores).items()}
    for name, (variant, threads) in variants(model, preset, cores).items():
        trained[name] = in_a_process(measure_training, variant, learned, threads)
    planned = in_a_process(measure_planned_writing, songwriter, rhyming_words, spellings)
    free = in_a_process(measure_writing, model, preset, learned)
    written = {texts: {**free[texts], **planned[texts]} for texts in free}
    growth = [in_a_process(grow, model, learned) for grow in (measure_training_growth, measure_writing_growth)]
    write_json(
        figures, {"machine": here, "plain_port": plain, "training": trained, "writing": written, "growth": growth}
    )
    write_text(table, "\n\n".join([training_table(plain, trained), writing_table(written), machine_line(here)]) + "\n")


if __name__ == "__main__":
    run_script(main, snakemake)
