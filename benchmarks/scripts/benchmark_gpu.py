"""Rule benchmark_gpu: check a GPU in a few minutes, or in a few seconds whatever device there is."""

from dataclasses import replace
from pathlib import Path

import torch

from benchmarking.gpu_check import (
    SIZES,
    as_table,
    compare_losses,
    losses_of,
    losses_on_cpu,
    run_tests,
    seconds_to_equal_loss,
    sized,
    train_preset,
)
from benchmarking.learned_text import read_text
from benchmarking.own_process import in_a_process
from benchmarking.training_speed import LARGE, WIDE, measure_training
from geetkar.pages.shared.machine import machine, machine_line
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import write_json, write_text
from geetkar.workflow.scripts import run_script

PROJECT = Path(__file__).parents[2]


def main(
    text: list[str], planned: list[str], size: str, article: dict, presets: dict[str, dict], figures: str, table: str
) -> None:
    """Check the GPU, each part in its own process; `presets` with plans learn the text `planned`, the others `text`.

    Raise `InputError` if the full check finds no GPU.
    """
    sizes, has_gpu = SIZES[size], torch.cuda.is_available()
    if size == "full" and not has_gpu:
        raise InputError(
            "torch finds no GPU: install a build of torch for yours (docs/how-to/gpu.md), or try the check on this "
            "machine: make gpu-check SIZE=small."
        )
    learned, with_plans, model = read_text(text), read_text(planned), sized(article, sizes)
    networks = {
        "3 x 300, 128 streams of 100": replace(replace(model, **LARGE), **sizes.options),
        "3 x 1024, 128 streams of 100": replace(replace(model, **WIDE), **sizes.options),
    }
    speeds = {
        name: in_a_process(measure_training, network, learned, 1, sizes.speed_seconds)
        for name, network in networks.items()
    }
    exact = replace(model, precision="float32", dropout=0.0)
    curves = [in_a_process(losses, exact, learned, sizes.curve_steps) for losses in (losses_of, losses_on_cpu)]
    trained = {
        name: in_a_process(train_preset, entry, with_plans if entry["plans"] else learned, sizes)
        for name, entry in presets.items()
    }
    loss, seconds = seconds_to_equal_loss(trained)
    found = {
        "size": size,
        "device": torch.cuda.get_device_name() if has_gpu else "cpu",
        "tests": run_tests(PROJECT),
        "curve": compare_losses(*curves),
        "speeds": speeds,
        "presets": trained,
        "equal_loss": {"bpc": loss, "seconds": seconds},
        "machine": machine("torch"),
    }
    write_json(figures, found)
    write_text(table, as_table(found, machine_line(found["machine"])))


if __name__ == "__main__":
    run_script(main, snakemake)
