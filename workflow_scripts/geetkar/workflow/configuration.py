"""Check the configuration against its schema and bring it into a canonical form with all defaults.

This module imports only dependencies of Snakemake itself, because the Snakefile needs it before any other environment
exists.
"""

import difflib
import json
import re
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from geetkar.workflow.errors import InputError
from geetkar.workflow.song_scripts import AS_WRITTEN, scripts_of


def _is_finite(_checker: object, value: Any) -> bool:
    # YAML's .nan and .inf are not finite, and neither are integers beyond the range of a float.
    return Draft202012Validator.TYPE_CHECKER.is_type(value, "number") and abs(value) <= sys.float_info.max


StrictValidator = extend(
    Draft202012Validator, type_checker=Draft202012Validator.TYPE_CHECKER.redefine("number", _is_finite)
)

# How to read a text as the type that the schema requires.
BOOLEANS = {"true": True, "false": False}
READERS = {
    "null": {"null": None}.__getitem__,
    "boolean": lambda text: BOOLEANS[text.lower()],
    "integer": int,
    "number": float,
}
NOUNS = {
    "null": "null",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "string": "a text",
    "array": "a list",
    "object": "a section of keys",
}
MOVED = {  # keys of earlier versions
    "archive.folder": "is now called `songs.folder`; move it there (docs/how-to/own_songs.md).",
    "corpus.similarity": "is now `corpus.overlap`, the share of the shorter song's trigrams that the longer one has; "
    "use that key (docs/configuration.md).",
}
# Options whose other values need `unit: char`, with their defaults.
FOR_CHARACTERS = {"line_order": "forward", "plans": False, "memory": "none"}
LONGEST_SHOWN = 80  # characters of a value in a message

# Letters of ITRANS and Devanagari (with its joiners), and what may be between words, or around English. The module
# geetkar.sampling.prime_texts checks prime texts more closely, but needs libraries that the Snakefile does not have.
WORDS = re.compile("[A-Za-z.~^_\\s\u0900-\u0963\u0970-\u097f\u200c\u200d" + "#,;!?'\"‘’“”–—।॥-]*")


def complete_configuration(config: dict, schema_path: str | Path) -> dict:
    """Bring the workflow's configuration into its canonical form, in place, and return it.

    Raise `InputError` for the mistakes that `in_canonical_form` finds, and for those that a schema cannot express.
    """
    complete = in_canonical_form(_without_the_demo(config), schema_path)
    _check_songs(complete["songs"])
    language = complete["songs"]["language"]
    _check_sampling(complete["sampling"], language)
    default = in_canonical_form({"models": config["models"]}, schema_path)["sampling"]["forms"]
    if complete["sampling"]["forms"] not in ([], default):
        _check_forms_can_be_written(complete["models"], language)
    for model in complete["models"]:
        _check_script(model, scripts_of(language), language)
        _check_model(model)
    _check_names("models", "two models are", [model["name"] for model in complete["models"]])
    config.clear()
    config.update(complete)
    return config


def in_canonical_form(config: dict, schema_path: str | Path) -> dict:
    """Return a configuration checked against its schema, in its canonical form.

    Configurations with the same meaning become equal to the last character, so that Snakemake sees no change: keys are
    in the schema's order, defaults are filled in, a text such as '50' is read as a number where the schema requires one
    (`--config` passes only texts), numbers have one type, and lists are sorted where the order has no effect. Raise
    `InputError` with one line per mistake, each naming its key, such as `models[1].cell`.
    """
    schema = _read_schema(schema_path)
    given = _read_texts(config, schema, schema)
    mistakes = sorted(StrictValidator(schema).iter_errors(given), key=lambda error: error.json_path)
    if mistakes:
        raise InputError("\n".join(dict.fromkeys(_explain(mistake) for mistake in mistakes)))
    return _with_defaults(given, schema, schema)


@cache
def _read_schema(path: str | Path) -> dict:
    return yaml.safe_load(Path(path).read_text(encoding="utf-8"))


def _resolve(schema: dict, whole: dict) -> dict:
    """Return the part of the whole schema that a `$ref` names, or the schema itself."""
    if "$ref" not in schema:
        return schema
    for name in schema["$ref"].removeprefix("#/").split("/"):
        whole = whole[name]
    return whole


def _types(schema: dict) -> list[str]:
    """Return the types that a schema allows; an `enum` without a type allows any."""
    types = schema.get("type", [])
    return [types] if isinstance(types, str) else types


def _read_texts(value: Any, schema: dict, whole: dict) -> Any:
    """Copy a value, valid or not, with each text read as the number, boolean or null that the schema requires."""
    schema = _resolve(schema, whole)
    if isinstance(value, dict) and "properties" in schema:
        parts = schema["properties"]
        return {name: _read_texts(each, parts.get(name, {}), whole) for name, each in value.items()}
    if isinstance(value, list) and "items" in schema:
        return [_read_texts(each, schema["items"], whole) for each in value]
    if isinstance(value, str):
        for kind in _types(schema):
            with suppress(KeyError, ValueError):
                return READERS[kind](value)
    return value


def _with_defaults(value: Any, schema: dict, whole: dict) -> Any:
    """Copy a valid value into canonical form, with defaults (see `in_canonical_form`)."""
    schema = _resolve(schema, whole)
    if isinstance(value, dict):
        parts = schema["properties"].items()
        with_defaults = {name: part["default"] for name, part in parts if "default" in part} | value
        return {name: _with_defaults(with_defaults[name], part, whole) for name, part in parts if name in with_defaults}
    if isinstance(value, list):
        items = [_with_defaults(each, schema["items"], whole) for each in value]
        return sorted(items, key=_sort_key) if schema.get("anyOrder") else items
    for kind, number in (("integer", int), ("number", float)):
        if kind in _types(schema) and value is not None:
            return number(value)
    return value


def _sort_key(item: object) -> list:
    return list(item.values()) if isinstance(item, dict) else [item]


def _without_the_demo(config: dict) -> dict:
    """Return a configuration in which the default folder, that of the demo, is null if it names `files`."""
    songs = config.get("songs")
    if isinstance(songs, dict) and songs.get("files"):
        return config | {"songs": {"folder": None} | songs}
    return config


def _check_songs(songs: dict) -> None:
    """Raise `InputError` for mistakes in `songs` that a schema cannot express."""
    if songs["files"] and songs["folder"] is not None:
        raise InputError("config key `songs`: `folder` and `files` are both given; remove one, or set `folder: null`.")
    if not songs["files"] and songs["folder"] is None and songs["format"] not in ("auto", "isb"):
        raise InputError(
            f"config key `songs.format`: the live archive has ISB files, not '{songs['format']}'; name your own songs "
            "in `songs.folder` or `songs.files`, or remove the format."
        )


def _check_sampling(sampling: dict, language: str) -> None:
    """Raise `InputError` for mistakes in `sampling` that a schema cannot express, except for the notation of forms."""
    forms = sampling["forms"]
    _check_names("sampling.forms", "two forms are", [form["name"] for form in forms])
    if language == "hindi":
        for prime in sampling["primes"]:
            _check_words("config key `sampling.primes`", prime)
        for form in forms:
            for key in ("radif", "first_line"):
                _check_words(f"config key `sampling.forms`, '{form['name']}', `{key}`", form[key] or "")


def _check_forms_can_be_written(models: list[dict], language: str) -> None:
    """Raise `InputError` if no model can write the forms that the configuration asks for."""
    if language != "hindi":
        raise InputError(
            f"config key `sampling.forms`: rhymes are known of Hindi alone, but the songs are of `songs.language: "
            f"{language}`; remove the forms."
        )
    if not any(model["plans"] for model in models):
        raise InputError(
            "config key `sampling.forms`: only a model with `plans: true` writes songs of a form, and no entry of "
            "`models` has plans; set `plans: true` for one, or remove the forms."
        )


def _check_words(where: str, text: str) -> None:
    if not WORDS.fullmatch(text):
        unread = "".join(dict.fromkeys(WORDS.sub("", text)))
        raise InputError(
            f"{where}: {text!r} contains {unread!r}, which is neither ITRANS nor Devanagari; write words such as 'dil' "
            "or 'दिल'."
        )


def _check_names(key: str, two_are: str, names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"config key `{key}`: {two_are} called '{name}'; give each a different name.")


def _check_script(model: dict, scripts: list[str], language: str) -> None:
    if model["script"] not in scripts:
        raise InputError(
            f"config key `models`, '{model['name']}': songs of `songs.language: {language}` are not written in the "
            f"script '{model['script']}'; set `script` to {' or '.join(scripts)}."
        )


def _check_model(model: dict) -> None:
    """Raise `InputError` for mistakes in a model that a schema cannot express."""
    key = f"config key `models`, '{model['name']}'"
    if model["batch"] % model["processes"]:
        raise InputError(f"{key}: `batch` ({model['batch']}) must be a multiple of `processes` ({model['processes']}).")
    for option, default in FOR_CHARACTERS.items():
        if model[option] != default and model["unit"] != "char":
            given, other = (f"`{option}: {str(each).lower()}`" for each in (model[option], default))
            raise InputError(
                f"{key}: a network with {given} reads characters, not units of `unit: {model['unit']}`; "
                f"set `unit: char`, or {other}."
            )
    if model["plans"] and model["script"] == AS_WRITTEN:
        raise InputError(
            f"{key}: `plans: true` needs rhymes, which are not known of words in any language; set `plans: false`."
        )
    steps = list(model["checkpoints"])
    for branch in model["cooled"]:
        if branch["from"] not in model["checkpoints"]:
            raise InputError(
                f"{key}: `cooled` starts from step {branch['from']}, which is not in `checkpoints`; add it there."
            )
        if branch["step"] <= branch["from"]:
            raise InputError(
                f"{key}: `cooled` ends at step {branch['step']}, not after step {branch['from']}; give a later step."
            )
        if branch["step"] in steps:
            raise InputError(
                f"{key}: `cooled` ends at step {branch['step']}, which is already a checkpoint; give another step."
            )
        steps.append(branch["step"])


def _explain(mistake: ValidationError) -> str:
    """Return a line that says where a mistake is, what is wrong, and what to do."""
    key = mistake.json_path.removeprefix("$").removeprefix(".")
    where = f"config key `{key}`" if key else "config"
    given: Any = mistake.instance
    if mistake.validator == "additionalProperties":
        for moved in {f"{key}.{name}" for name in given} & MOVED.keys():
            return f"config key `{moved}` {MOVED[moved]}"
    return f"{where}: {_describe(mistake)}"


def _describe(mistake: ValidationError) -> str:
    value: Any = mistake.instance
    limit: Any = mistake.validator_value
    schema: Any = mistake.schema
    match mistake.validator:
        case "additionalProperties":
            allowed = list(schema["properties"])
            unknown = [name for name in value if name not in allowed]
            return f"unknown key {_list(unknown)}; {_nearest(unknown[0], allowed)}"
        case "required":
            return f"missing key {_list([name for name in limit if name not in value])}; add it."
        case "type":
            return _describe_wrong_type(value, schema)
        case "enum":
            return f"{_shown(value)} is not known; {_nearest(value, limit)}"
        case "minimum":
            return f"{_shown(value)} is too small; give at least {limit}."
        case "exclusiveMinimum":
            return f"{_shown(value)} is too small; give more than {limit}."
        case "maximum":
            return f"{_shown(value)} is too large; give at most {limit}."
        case "exclusiveMaximum":
            return f"{_shown(value)} is too large; give less than {limit}."
        case "minItems":
            return f"the list is empty; give at least {limit}."
        case "uniqueItems":
            twice = next(each for place, each in enumerate(value) if each in value[:place])
            return f"{_shown(twice)} is in the list twice; give it once."
        case "minLength":
            return f"the text is empty; give one{_such_as(schema)}."
        case "maxLength":
            return f"the text has {len(value)} characters; give at most {limit}."
        case "pattern":
            return f"{_shown(value)} does not match {limit}; give a text that does{_such_as(schema)}."
    return mistake.message


def _describe_wrong_type(value: object, schema: dict) -> str:
    types = _types(schema)
    wanted = " or ".join(NOUNS[kind] for kind in types)
    if value is None:
        alternative = ", or remove the key to use its default" if "default" in schema else ""
        return f"the value is missing; give {wanted}{_such_as(schema)}{alternative}."
    if "string" in types and not isinstance(value, dict | list):
        return f"{_shown(value)} is not a text; put it in quotes."
    if "object" in types:
        return f"{_shown(value)} is not a section of keys; write keys there, each as `key: value`."
    return f"{_shown(value)} is not {wanted}; give one{_such_as(schema)}."


def _such_as(schema: dict) -> str:
    """Return an example of a valid value for the end of a sentence, or an empty text if the schema has none."""
    (example, *_) = schema.get("examples") or [schema.get("default")]
    return f", such as {json.dumps(example, ensure_ascii=False)}" if example or example == 0 else ""


def _shown(value: object) -> str:
    """Return a value as YAML writes it, on one line, shortened if it is long."""
    shown = json.dumps(value) if value is None or isinstance(value, bool) else repr(value)
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"


def _nearest(word: object, allowed: list[str]) -> str:
    """Suggest the most similar allowed word, or list all allowed words."""
    near = difflib.get_close_matches(str(word), allowed, n=1)
    return f"did you mean '{near[0]}'?" if near else f"known: {', '.join(allowed)}."


def _list(names: list) -> str:
    return ", ".join(f"'{name}'" for name in names)
