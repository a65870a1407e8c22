"""The playground: a page that contains networks and writes with them."""

from pathlib import Path

import numpy as np
import pandas as pd
from markupsafe import Markup

from geetkar.memory.layout import CODE_SCALE, CODE_SHIFT, NATS_PER_CODE, PLACE_SCALE, PLACE_SHIFT
from geetkar.memory.memory import memory_of_song
from geetkar.memory.tables import LONGEST, ORDERS, PHRASE_ORDERS
from geetkar.pages.playground.packing import by_importance, pack_tensors, shapes_of, take_within
from geetkar.pages.playground.verse_tables import reading_tables
from geetkar.pages.shared.rendering import json_in_page, render
from geetkar.pages.shared.wording import LANGUAGES, age_of, code_meanings, name_of_model
from geetkar.training.cells import CELLS
from geetkar.training.checkpoint import Origin, load_tensors
from geetkar.training.checkpoint_tables import best_checkpoints
from geetkar.training.model import NamedModel

HERE = Path(__file__).parent
SCRIPTS = (  # each after those that it uses when it is read
    *("memory.js", "network.js", "song.js"),
    *("sounds.js", "spellings.js", "typed.js", "training_text.js", "verse.js", "song_requests.js"),
    *("lines.js", "songs.js", "free_song.js", "suggestions.js", "desk_writer.js"),
    *("sheet.js", "address.js", "endings.js", "slices.js", "elements.js", "swipes.js", "rows.js"),
    *("settings.js", "panel.js", "inside.js", "outputs.js", "buttons.js", "actions.js", "console.js", "page.js"),
)
PAGE_BYTES = 12_000_000
ITSELF = 220_000  # of these bytes, for the template and the scripts
SOUNDS = "pieces"  # is in the verse of a script whose sounds are known
CLEAR = 0.3  # smallest absolute correlation of a cell that is shown
SHOWN_OF_MODEL = ("script", "cell", "input", "layers", "hidden", "residual", "unit")


def describe(model: NamedModel, best_step: int, origin: Origin, tensors: dict, found: dict) -> dict:
    """Return what the page needs of a model, except its checkpoints, as JSON.

    `origin` is that of its best checkpoint.
    """
    return {
        "name": model.name,
        "title": name_of_model(model),
        "language": LANGUAGES[model.script],
        **{key: getattr(model, key) for key in SHOWN_OF_MODEL},
        "states": CELLS[model.cell].states,
        "units": origin.units,
        "memory": describe_memory(origin) if origin.discounts else None,
        "lineOrder": model.line_order,
        "codes": code_meanings() if model.plans else None,
        "tensors": shapes_of(tensors),
        "best": best_step,
        "cells": [cell for cell in found["cells"] if is_clear(cell)],
    }


def describe_memory(origin: Origin) -> dict:
    """Return the settings of a checkpoint's memory, as memory.js reads them."""
    memory = memory_of_song(origin.units, origin.discounts)
    orders_of_each = (ORDERS, PHRASE_ORDERS)
    return {
        "lineBreak": memory.line_break,
        "space": memory.space,
        "orders": ORDERS.tolist(),
        "discounts": [
            own[: len(orders)].tolist() for own, orders in zip(memory.discounts, orders_of_each, strict=True)
        ],
        "longest": LONGEST,
        "natsPerCode": NATS_PER_CODE,
        "scaling": {"code": (CODE_SCALE, CODE_SHIFT), "place": (PLACE_SCALE, PLACE_SHIFT)},
    }


def is_clear(cell: dict) -> bool:
    """Return whether a cell follows its feature clearly, and with the same sign, on the songs it was not chosen by."""
    return abs(cell["confirmed"]) >= CLEAR and cell["found"] * cell["confirmed"] > 0


def read_weights(path: str) -> tuple[dict[str, np.ndarray], Origin]:
    """Return a checkpoint's tensors by name, and its origin."""
    tensors, origin = load_tensors(path)
    return {name: tensor.numpy() for name, tensor in tensors.items()}, origin


def draw_playground(
    models: list[NamedModel],
    metrics: pd.DataFrame,
    weights: dict[tuple[str, int], str],
    cells: dict[str, dict],
    verse: dict[str, dict],
    written: dict[str, dict],
) -> str:
    """Return the playground as HTML, with as many checkpoints as fit into `PAGE_BYTES`.

    `metrics` is the table of all checkpoints (`read_metrics`); `weights` holds paths by model and step, so that only
    checkpoints that fit are read; `cells` holds the cells found in each model; `verse` has the verse of each script of
    a model, and `written` what each model wrote (`describe_written`).
    """
    steps = {str(name): steps.tolist() for name, steps in metrics.groupby("model", sort=False)["step"]}
    bests = best_checkpoints(metrics)
    best = dict(zip(bests["model"], bests["step"].tolist(), strict=True))
    described, sizes = [], {}
    for model in models:
        name = model.name
        tensors, origin = read_weights(weights[name, best[name]])
        described.append({**describe(model, best[name], origin, tensors, cells[name]), **written[name]})
        sizes[name] = len(pack_tensors(tensors))  # the same for all checkpoints of a model
    reading = reading_tables() if any(SOUNDS in each for each in verse.values()) else None
    room = PAGE_BYTES - ITSELF - len(json_in_page([described, reading, verse]).encode())
    taken = take_within(by_importance(steps, best), sizes, room)
    ages = metrics.set_index(["model", "step"])["epochs"].to_dict()
    for model in described:
        model["checkpoints"] = [
            {"step": step, "age": age_of(ages[model["name"], step])}
            for step in steps[model["name"]]
            if (model["name"], step) in taken
        ]
    left_out = {name: [step for step in own if (name, step) not in taken] for name, own in steps.items()}
    return render(
        HERE,
        "playground.html.j2",
        page="playground.html",
        scripts=SCRIPTS,
        data={
            "models": [model for model in described if model["checkpoints"]],
            "reading": reading,
            "verse": verse,
        },
        networks={
            f"{name}-{step}": Markup(pack_tensors(read_weights(weights[name, step])[0]))
            for name, own in steps.items()
            for step in own
            if (name, step) in taken
        },
        left_out={name: steps for name, steps in left_out.items() if steps},
        remembering=[model["name"] for model in described if model["checkpoints"] and model["memory"]],
        arranged=[
            model["name"]
            for model in described
            if model["checkpoints"] and (model["codes"] or model["lineOrder"] == "backward")
        ],
        planners=[model["name"] for model in described if model["checkpoints"] and model["codes"]],
        forms=any(model["codes"] for model in described),
        megabytes=PAGE_BYTES // 1_000_000,
        clear=CLEAR,
    )
