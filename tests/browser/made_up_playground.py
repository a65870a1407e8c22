"""The playground, drawn from small networks made here."""

import json
from itertools import product
from pathlib import Path

import numpy as np
import torch

import draw_playground
from geetkar.memory.layout import DISTRIBUTIONS
from geetkar.memory.memory import memory_of_song
from geetkar.memory.tables import ORDERS
from geetkar.training.cells import CELLS
from geetkar.training.checkpoint import Origin, save_tensors
from geetkar.training.language_model import LanguageModel
from geetkar.training.model import INPUTS, Model
from geetkar.verse.arrangement import CODES
from geetkar.vocabulary.vocabulary import build_vocabulary
from geetkar.workflow.configuration import complete_configuration

SCHEMA = Path(__file__).parents[2] / "schemas/config.schema.yaml"
TEXT = "nadii kinaare diip jale\nraat kii raanii mahake\n\nbaadal aaye baadal jaaye\n"
DEVANAGARI = "नदी किनारे दीप जले\nरात की रानी\n"
HOSTILE = "</script><script>document.title='broken'</script><img src=x onerror=alert(1)>"
LARGE, LARGE_WITH_MEMORY = "large", "large_with_memory"
PAGE = "playground.html"


def tiny(name, **options):
    return {
        "name": name,
        "script": "roman",
        "layers": 3,
        "hidden": 6,
        "embedding_size": 5,
        "checkpoints": [10],
        **options,
    }


VARIATIONS = [
    tiny(f"{cell}_{read_as}_{'residual' if residual else 'plain'}", cell=cell, input=read_as, residual=residual)
    for cell, read_as, residual in product(CELLS, INPUTS, (False, True))
]
UNITS = [tiny("words", unit="word"), tiny("subwords", unit="subword"), tiny("letters", script="devanagari")]
REMEMBERING = [
    tiny(f"{cell}_{read_as}_remembers", cell=cell, input=read_as, memory="song", residual=True)
    for cell, read_as in (("lstm", "embedding"), ("gru", "one_hot"), ("rnn", "tied"))
]
REMEMBERING.append(tiny("letters_remembers", script="devanagari", memory="song"))
ARRANGED = [
    tiny("backward", line_order="backward"),
    tiny("planned", plans=True, memory="song"),
    tiny("backward_letters", script="devanagari", line_order="backward", plans=True),
]
SIZES = [
    tiny("steps", checkpoints=[5, 10]),
    tiny(LARGE, hidden=300, embedding_size=64),
    tiny(LARGE_WITH_MEMORY, layers=2, hidden=320, embedding_size=24, memory="song"),
]
MODELS = complete_configuration({"models": [*VARIATIONS, *UNITS, *REMEMBERING, *ARRANGED, *SIZES]}, SCHEMA)["models"]
# Each order of a distribution has other discounts, all of them possible ones.
DISCOUNTS = np.linspace(0.3, 0.9, len(DISTRIBUTIONS["song"]) * len(ORDERS) * 3).reshape(-1, len(ORDERS), 3).tolist()
FOUND = {"feature": "line_end", "sentence": HOSTILE, "layer": 1, "number": 3, "found": 0.7, "confirmed": 0.6}
LOSSES = ("validation_nats", "validation_bpc", "validation_plan_bpc", "test_nats", "test_bpc", "test_plan_bpc")
REACHED = {"cooled_from": None, "epochs": 1.0, "characters_seen": 100, "parameters": 10, **dict.fromkeys(LOSSES, 1.0)}
CELLS_OF_EACH = {"step": 10, "cells": [{**FOUND, "mean": 0.0, "deviation": 0.1}, {**FOUND, "confirmed": 0.1}]}


def vocabulary_of(model):
    text = DEVANAGARI if model["script"] == "devanagari" else TEXT
    also = CODES if model["plans"] else ""
    return build_vocabulary((text + "<b>&\n") * 3, model["script"], model["unit"], limit=60, also=also)


def memory_of(model):
    """Return the memory of a model; none for a model without one."""
    return None if model["memory"] == "none" else memory_of_song(vocabulary_of(model).units, DISCOUNTS)


def network_of(model):
    """Make a network in which every weight and bias affects the output."""
    module = LanguageModel(Model.configured(model), len(vocabulary_of(model)))
    generator = torch.Generator().manual_seed(3)
    with torch.no_grad():
        for parameter in module.parameters():
            # Weights of wide inputs are smaller; a memory's row is wide.
            scale = 0.5 if model["hidden"] < 100 and model["memory"] == "none" else 0.1
            parameter.copy_(torch.randn(parameter.shape, generator=generator) * scale)
    return module


def files_of(folder, model, step):
    """Return the paths of a checkpoint's files."""
    return {kind: folder / model["name"] / f"step-{step:06d}" / kind for kind in ("weights", "metrics")}


def draw(folder, models, page):
    """Draw the page of some models' checkpoints, by the rule's script."""
    files = [files_of(folder, model, step) for model in models for step in model["checkpoints"]]
    weights, metrics = ([each[kind] for each in files] for kind in ("weights", "metrics"))
    draw_playground.main(models, weights, metrics, [folder / model["name"] / "cells.json" for model in models], page)
    return page


def draw_all_models(folder):
    """Draw the page of all models."""
    for model in MODELS:
        for step in model["checkpoints"]:
            files = files_of(folder, model, step)
            files["weights"].parent.mkdir(parents=True)
            discounts = None if model["memory"] == "none" else DISCOUNTS
            origin = Origin(Model.configured(model), vocabulary_of(model).units, step, discounts)
            save_tensors(files["weights"], network_of(model).state_dict(), origin)
            files["metrics"].write_text(json.dumps({**REACHED, "step": step, "validation_bpc": 30 / step}) + "\n")
        (folder / model["name"] / "cells.json").write_text(json.dumps(CELLS_OF_EACH))
    draw(folder, MODELS, folder / PAGE)
