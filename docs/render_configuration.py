"""Render docs/configuration.md: every key of the configuration, as its schema describes it.

Run it with `make docs`.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "schemas" / "config.schema.yaml"
PAGE = ROOT / "docs" / "configuration.md"

INTRODUCTION = """\
# Every key of the configuration

<!-- Rendered from schemas/config.schema.yaml by docs/render_configuration.py, with `make docs`: do not edit. -->

`config.yaml` holds the demo's configuration. A file given with `--configfile` changes single keys of it, but replaces a
list, as `models` is one, whole; so does `--config`, as in `--config 'sampling={length: 800}'`. A key that is in none of
them has the default given here. `models[].cell` is the key `cell` of each entry of the list `models`.

An unknown key, or a value that is not allowed there, ends the run before it begins, with a line that names the key. A
text that spells a number, `true`, `false` or `null` is read as that where the key wants one: `--config` gives nothing
but text. The order of keys, a default written out, and `1` for `1.0` change nothing, so they make nothing run again.
"""

TABLE = """\
| key | allowed values | default | |
|---|---|---|---|
"""

# Limits of numbers in the words of the page.
LIMITS = {"minimum": "at least", "exclusiveMinimum": "above", "maximum": "at most", "exclusiveMaximum": "below"}
TYPES = {"string": "text", "boolean": "true or false", "null": "null"}


def allowed(schema: dict) -> str:
    """What may stand under a key, in words."""
    if "enum" in schema:
        return "one of " + ", ".join(f"`{value}`" for value in schema["enum"])
    if schema["type"] == "array":
        least = ", at least one" if schema.get("minItems") else ""
        different = ", no two alike" if schema.get("uniqueItems") else ""
        different += ", in any order" if schema.get("anyOrder") else ""
        items = schema["items"]
        return f"list{least}{different}; each " + ("an entry, see below" if "properties" in items else allowed(items))
    types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    parts = [" or ".join(TYPES.get(each, each) for each in types)]
    parts += [f"{words} {schema[limit]}" for limit, words in LIMITS.items() if limit in schema]
    if "maxLength" in schema:
        parts.append(f"at most {schema['maxLength']} characters")
    if "pattern" in schema:
        parts.append(f"matching `{schema['pattern']}`")
    return ", ".join(parts)


def default(schema: dict) -> str:
    """A key's default as YAML reads it; a key without one must be given."""
    if "default" not in schema:
        return "must be given"
    return f"`{json.dumps(schema['default'])}`"


def keys_of(group: dict, path: str) -> Iterator[tuple[str, dict]]:
    """Each key of a group with its schema, those of entries of lists behind their list."""
    for name, schema in group["properties"].items():
        yield f"{path}.{name}", schema
        if "properties" in schema.get("items", {}):
            yield from keys_of(schema["items"], f"{path}.{name}[]")


def row(key: str, schema: dict) -> str:
    """A key's row of the table."""
    cells = [f"`{key}`", allowed(schema), default(schema), schema["description"].strip()]
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |\n"


def render() -> str:
    """The page."""
    schema = yaml.safe_load(SCHEMA.read_text(encoding="utf-8"))
    page = INTRODUCTION
    for name, group in schema["properties"].items():
        page += f"\n## `{name}`\n\n{group['description']}\n\n" + TABLE
        keys = keys_of(schema["$defs"]["model"], f"{name}[]") if group["type"] == "array" else keys_of(group, name)
        page += "".join(row(key, each) for key, each in keys)
    return page


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
