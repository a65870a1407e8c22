"""Trained networks that models begin from: read and checked before any job, without torch."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from geetkar.workflow.errors import InputError
from geetkar.workflow.safetensors_header import METADATA, read_header

# The options that a model and the network that it begins from have in common. All others may differ.
TEXT = ("script", "unit", "line_order", "plans")
SHAPE = (*TEXT, "cell", "layers", "hidden", "input", "embedding_size", "residual", "memory")
ADVICE = "give the weights.safetensors of a checkpoint of another run (docs/how-to/begin_from.md)."


def check_networks_to_begin_from(models: Iterable[Mapping], results: str | Path) -> None:
    """Raise `InputError` for a model that cannot begin from the network that its `begin_from` names.

    `models` are entries of the configuration, and `results` is the folder that the run writes to.
    """
    for model in models:
        if model["begin_from"]:
            _check_network(model, results)


def _check_network(model: Mapping, results: str | Path) -> None:
    path = Path(model["begin_from"])
    key = f"config key `models`, '{model['name']}': `begin_from`"
    if path.resolve().is_relative_to(Path(results).resolve()):
        raise InputError(
            f"{key} names {path}, one of the results that this run itself writes: copy the file elsewhere, or run with "
            "another --directory."
        )
    try:
        trained, _ = read_network(path)
    except InputError as error:
        raise InputError(f"{key} names {error}") from error
    differences = [
        f"{option} {trained.get(option)!r}, not {model[option]!r}"
        for option in SHAPE
        if trained.get(option) != model[option]
    ]
    if differences:
        raise InputError(
            f"{key} names {path}, a network of another shape ({'; '.join(differences)}): give the model the network's "
            "options, or train it without `begin_from`."
        )


def read_network(path: str | Path) -> tuple[dict, tuple[str, ...]]:
    """Return the options of a trained network and the units of its vocabulary, by number.

    Nothing of the file but its header is read. Raise `InputError` if it is not a checkpoint's `weights.safetensors`.
    """
    try:
        header = read_header(path)
        stored = json.loads(header[METADATA]["geetkar"])
        options, units = dict(stored["model"]), tuple(stored["units"])
        if "output.weight" not in header or not all(isinstance(unit, str) for unit in units):
            raise ValueError("it holds no network")
    except OSError as error:
        raise InputError(f"{path}, which cannot be read ({error.strerror}): {ADVICE}") from error
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        reason = str(error) if type(error) is ValueError else "it was not written by this project"
        raise InputError(f"{path}, which is damaged or not a trained network ({reason}): {ADVICE}") from error
    return options, units
