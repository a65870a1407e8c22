"""The networks themselves in one page, to write with."""

from pathlib import Path

import numpy as np

from geetkar.pages.playground.packing import by_importance, pack_tensors, shapes_of, take_within
from geetkar.pages.shared.rendering import LANGUAGES, describe_model, json_in_page, render
from geetkar.training.cells import CELLS
from geetkar.training.checkpoint import load_tensors
from geetkar.training.metrics import best_of, ends_by_model
from geetkar.workflow.files import read_json, write_text

HERE = Path(__file__).parent
SCRIPTS = ("network.js", "page.js")
PAGE_BYTES = 12_000_000
ITSELF = 100_000  # of them for the template and the script
CLEAR = 0.3  # the correlation from which on a cell is shown
SHOWN_OF_MODEL = ("cell", "input", "layers", "hidden", "residual", "unit")


def describe(model: dict, best: dict, units: tuple[str, ...], tensors: dict, found: dict) -> dict:
    """All that the page knows of a model but its checkpoints."""
    return {
        "name": model["name"],
        "description": describe_model(model),
        "language": LANGUAGES[model["script"]],
        **{key: model[key] for key in SHOWN_OF_MODEL},
        "states": CELLS[model["cell"]].states,
        "units": units,
        "tensors": shapes_of(tensors),
        "best": best["step"],
        "cells": [cell for cell in found["cells"] if is_clear(cell)],
    }


def is_clear(cell: dict) -> bool:
    """Whether a cell does on unseen songs what it was chosen for."""
    return abs(cell["confirmed"]) >= CLEAR and cell["found"] * cell["confirmed"] > 0


def read_weights(path: str) -> tuple[dict[str, np.ndarray], tuple[str, ...]]:
    """A checkpoint's tensors and units."""
    tensors, origin = load_tensors(path)
    return {name: tensor.numpy() for name, tensor in tensors.items()}, origin.units


def draw_playground(
    models: list[dict],
    checkpoints: list[tuple[str, int]],
    weights_paths: list[str],
    metrics_paths: list[str],
    cells_paths: list[str],
    page_path: str,
) -> None:
    """Draw the page; weights and metrics stand in the order of the checkpoints (model, step), cells in the models'."""
    paths = dict(zip(checkpoints, weights_paths, strict=True))
    ends = ends_by_model(checkpoints, metrics_paths)
    best = {name: best_of(own) for name, own in ends.items()}
    described, sizes = [], {}
    for model, cells_path in zip(models, cells_paths, strict=True):
        name = model["name"]
        tensors, units = read_weights(paths[name, best[name]["step"]])
        described.append(describe(model, best[name], units, tensors, read_json(cells_path)))
        sizes[name] = len(pack_tensors(tensors))  # as long as that of the model's other checkpoints
    order = by_importance(
        {name: [end["step"] for end in own] for name, own in ends.items()},
        {name: end["step"] for name, end in best.items()},
    )
    room = PAGE_BYTES - ITSELF - len(json_in_page(described).encode())
    taken = take_within(order, sizes, room)
    for model in described:
        model["checkpoints"] = [
            {"step": end["step"], "bpc": end["validation_bpc"]}
            for end in ends[model["name"]]
            if (model["name"], end["step"]) in taken
        ]
    left_out = {name: [end["step"] for end in own if (name, end["step"]) not in taken] for name, own in ends.items()}
    write_text(
        page_path,
        render(
            HERE,
            "playground.html.j2",
            scripts=SCRIPTS,
            data={"models": [model for model in described if model["checkpoints"]]},
            networks={
                f"{name}-{step}": pack_tensors(read_weights(path)[0])
                for (name, step), path in paths.items()
                if (name, step) in taken
            },
            left_out={name: steps for name, steps in left_out.items() if steps},
            megabytes=PAGE_BYTES // 1_000_000,
            clear=CLEAR,
        ),
    )
