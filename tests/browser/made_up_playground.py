"""The playground, drawn from small networks made here."""

import base64
import json
from itertools import product
from math import log
from pathlib import Path

import numpy as np
import torch
from made_up_verse import FILES, FORMS, text_of, write_verse

import draw_playground
from geetkar.memory.layout import DISTRIBUTIONS
from geetkar.memory.memory import memory_of_song
from geetkar.memory.tables import ORDERS
from geetkar.pages.playground.packing import pack_tensors, shapes_of
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
    tiny("songwriter", line_order="backward", plans=True, memory="song"),
    tiny("songwriter_itrans", script="itrans", line_order="backward", plans=True, cell="gru"),
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
WRITTEN = [["nadii kinaare diip", "jale diip jale", "", "raat kii raanii"], ["baadal aaye baadal", "raat mahake jale"]]
CELLS_OF_EACH = {"step": 10, "cells": [{**FOUND, "mean": 0.0, "deviation": 0.1}, {**FOUND, "confirmed": 0.1}]}


def vocabulary_of(model):
    text = DEVANAGARI if model["script"] == "devanagari" else TEXT
    if model["plans"]:
        text += text_of(model["script"])
    also = CODES if model["plans"] else ""
    return build_vocabulary((text + "<b>&\n") * 3, model["script"], model["unit"], limit=60, also=also)


def memory_of(model):
    """Return the memory of a model; none for a model without one."""
    return None if model["memory"] == "none" else memory_of_song(vocabulary_of(model).units, DISCOUNTS)


def origin_of(model, step):
    """Return where a checkpoint of a model comes from."""
    discounts = None if model["memory"] == "none" else DISCOUNTS
    return Origin(Model.configured(model), vocabulary_of(model).units, step, discounts)


def network_of(model):
    """Make a network in which every weight and bias affects the output; with plans, it knows the counts of letters."""
    vocabulary = vocabulary_of(model)
    module = LanguageModel(Model.configured(model), len(vocabulary))
    generator = torch.Generator().manual_seed(3)
    with torch.no_grad():
        for parameter in module.parameters():
            # Weights of wide inputs are smaller; a memory's row is wide.
            scale = 0.5 if model["hidden"] < 100 and model["memory"] == "none" else 0.1
            parameter.copy_(torch.randn(parameter.shape, generator=generator) * scale)
        if model["plans"]:
            module.output.bias += torch.tensor([log(count + 1) for count in vocabulary.counts])
    return module


def network_as_packed(model):
    """Return the network of a model with the weights that the page has: sixteen bits each, with a scale per row."""
    module = network_of(model)
    tensors = {name: tensor.numpy() for name, tensor in module.state_dict().items()}
    packed = base64.b85decode(pack_tensors(tensors).replace(",", "<"))
    shapes = [(name, (shape[0] if len(shape) > 1 else 1, shape[-1])) for name, shape in shapes_of(tensors)]
    rows = sum(shape[0] for _, shape in shapes)
    scales, integers = np.frombuffer(packed, "<f4", count=rows), np.frombuffer(packed, "<i2", offset=4 * rows)
    for name, (height, width) in shapes:
        decoded = integers[: height * width].reshape(height, width) * scales[:height, np.newaxis]
        scales, integers = scales[height:], integers[height * width :]
        tensors[name] = decoded.astype(np.float32).reshape(tensors[name].shape)
    module.load_state_dict({name: torch.from_numpy(tensor) for name, tensor in tensors.items()})
    return module


def marked(lines):
    """Return a text that a network wrote, with marks by which nothing of it is copied."""
    marks = [
        {"new_song": False, "words": [{"text": word, "kind": "known"} for word in line.split()], "copied": None}
        for line in lines
    ]
    return {"prime": "", "temperature": 0.7, "seed": 1, "lines": marks}


def files_of(folder, model, step):
    """Return the paths of a checkpoint's files."""
    kinds = ("weights", "metrics", "measures", "written_forms")
    return {kind: folder / model["name"] / f"step-{step:06d}" / kind for kind in kinds}


def draw(folder, models, page):
    """Draw the page of some models' checkpoints, by the rule's script."""
    files = [files_of(folder, model, step) for model in models for step in model["checkpoints"]]
    weights, metrics = ([each[kind] for each in files] for kind in ("weights", "metrics"))
    cells = [folder / model["name"] / "cells.json" for model in models]
    measures, written_forms = ([each[kind] for each in files] for kind in ("measures", "written_forms"))
    scripts = sorted({model["script"] for model in models})
    texts = [folder / "verse" / script / "train.txt" for script in scripts]
    verse = {name: [folder / "verse" / script / file for script in scripts] for name, file in FILES.items()}
    draw_playground.main(
        models, FORMS, weights, metrics, cells, measures, written_forms, texts=texts, **verse, page=page
    )
    return page


def draw_all_models(folder):
    """Draw the page of all models."""
    for script in ("devanagari", "itrans", "roman"):
        write_verse(folder / "verse" / script, script)
    for model in MODELS:
        for step in model["checkpoints"]:
            files = files_of(folder, model, step)
            files["weights"].parent.mkdir(parents=True)
            save_tensors(files["weights"], network_of(model).state_dict(), origin_of(model, step))
            files["measures"].write_text(json.dumps({"samples": [marked(lines) for lines in WRITTEN]}))
            forms = [{"name": FORMS[0]["name"], "songs": [{**marked(WRITTEN[0]), "form": FORMS[0]["verses"]}]}]
            files["written_forms"].write_text(json.dumps({"forms": forms if model["plans"] else []}))
            files["metrics"].write_text(json.dumps({**REACHED, "step": step, "validation_bpc": 30 / step}) + "\n")
        (folder / model["name"] / "cells.json").write_text(json.dumps(CELLS_OF_EACH))
    draw(folder, MODELS, folder / PAGE)
