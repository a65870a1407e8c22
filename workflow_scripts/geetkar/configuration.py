"""The run's configuration: checked against its schema, complete with defaults."""

import copy
import difflib
import math
import re
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from geetkar.errors import InputError

# JSON Schema takes 100.0 for an integer, and YAML's .nan and .inf are beyond every bound.
NUMBERS = Draft202012Validator.TYPE_CHECKER.redefine_many(
    {
        "integer": lambda _, value: isinstance(value, int) and not isinstance(value, bool),
        "number": lambda _, value: Draft202012Validator.TYPE_CHECKER.is_type(value, "number") and math.isfinite(value),
    }
)
StrictValidator = extend(Draft202012Validator, type_checker=NUMBERS)
ITRANS_WORD = re.compile(r"[.~^_]*[A-Za-z][A-Za-z.~^_]*")


def complete_configuration(config: dict, schema_path: str | Path) -> dict:
    """Return the configuration with the schema's defaults filled in.

    Raises `InputError` with one line per mistake, each naming its key, as `models[1].cell`.
    """
    schema = yaml.safe_load(Path(schema_path).read_text(encoding="utf-8"))
    mistakes = sorted(StrictValidator(schema).iter_errors(config), key=lambda error: error.json_path)
    if mistakes:
        raise InputError("\n".join(_explain(mistake) for mistake in mistakes))
    _with_defaults(StrictValidator)(schema).validate(config)
    _check_primes(config["sampling"]["primes"])
    for model in config["models"]:
        _check_model(model)
    names = [model["name"] for model in config["models"]]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"config key `models`: the name '{name}' stands there twice; each model needs its own.")
    if config["benchmarks"]["text"] and Path(config["benchmarks"]["text"]).stem == "songs":
        raise InputError("config key `benchmarks.text`: the songs are measured, too; call the file something else.")
    return config


def _check_primes(primes: list[str]) -> None:
    for prime in primes:
        for word in prime.split():
            if not ITRANS_WORD.fullmatch(word):
                raise InputError(f"config key `sampling.primes`: {word!r} is not ITRANS, as 'dil' and 'raat' are.")


def _check_model(model: dict) -> None:
    """What a schema cannot say of a model."""
    key = f"config key `models`, '{model['name']}'"
    if model["batch"] % model["processes"]:
        raise InputError(f"{key}: {model['processes']} processes cannot share a batch of {model['batch']} equally.")
    steps = list(model["checkpoints"])
    for branch in model["cooled"]:
        if branch["from"] not in model["checkpoints"]:
            raise InputError(f"{key}: `cooled` leaves step {branch['from']}, which is none of its `checkpoints`.")
        if branch["step"] <= branch["from"]:
            raise InputError(f"{key}: `cooled` ends at step {branch['step']}, before it leaves {branch['from']}.")
        if branch["step"] in steps:
            raise InputError(f"{key}: `cooled` ends at step {branch['step']}, where another checkpoint stands.")
        steps.append(branch["step"])


def _explain(mistake: ValidationError) -> str:
    """Say where a mistake is and what was expected there, in one line."""
    key = mistake.json_path.removeprefix("$").removeprefix(".")
    where = f"config key `{key}`" if key else "config"
    if mistake.validator == "additionalProperties":
        allowed = list(mistake.schema["properties"])
        unknown = [name for name in mistake.instance if name not in allowed]
        return f"{where}: unknown key {_list(unknown)}; {_nearest(unknown[0], allowed)}"
    if mistake.validator == "enum":
        nearest = _nearest(mistake.instance, mistake.validator_value)
        return f"{where}: {mistake.instance!r} is not known; {nearest}"
    if mistake.validator == "minItems":
        return f"{where}: the list is empty; give at least {mistake.validator_value}."
    return f"{where}: {mistake.message}"


def _nearest(word: object, allowed: list[str]) -> str:
    """Suggest what was meant, or list what may stand there."""
    near = difflib.get_close_matches(str(word), allowed, n=1)
    return f"did you mean '{near[0]}'?" if near else f"known: {', '.join(allowed)}."


def _list(names: list) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _with_defaults(validator: type) -> type:
    """A validator that fills defaults in as it goes.

    Source: the jsonschema documentation's answer to "Why doesn't my schema's default property set the default
    on my instance?"
    """

    def fill(checker: Draft202012Validator, properties: dict, instance: object, schema: dict):
        for name, subschema in properties.items():
            if "default" in subschema:
                instance.setdefault(name, copy.deepcopy(subschema["default"]))
        yield from validator.VALIDATORS["properties"](checker, properties, instance, schema)

    return extend(validator, {"properties": fill})
