"""Render docs/configuration.md from the schema of the configuration. `make docs` runs this script."""

import json
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "schemas" / "config.schema.yaml"
PAGE = ROOT / "docs" / "configuration.md"

INTRODUCTION = """\
# Configuration

<!-- Rendered from schemas/config.schema.yaml by docs/render_configuration.py, with `make docs`: do not edit. -->

`config.yaml` holds the demo's configuration. To change single keys, use a file with `--configfile`, or `--config`, as
in `--config 'sampling={length: 800}'`. Both merge into the configuration key by key, except that a list, such as
`models`, replaces the whole list. Keys that are not set anywhere have the default given here. `models[].cell` means the
key `cell` of each entry of the list `models`.

Unknown keys and values that are not allowed are reported, with the name of the key, before any job runs. Text is
converted to a number, `true`, `false` or `null` where the key requires it, because Snakemake passes values of
`--config` as text. The order of keys, writing out a default, or `1` instead of `1.0` does not make any job run again.
"""

TABLE = """\
| key | allowed values | default | meaning |
|---|---|---|---|
"""

# How the page words a limit of the schema.
LIMITS = {
    "minimum": "at least",
    "exclusiveMinimum": "greater than",
    "maximum": "at most",
    "exclusiveMaximum": "less than",
}
TYPES = {"string": "text", "boolean": "true or false", "null": "null", "object": "keys, see below"}


def allowed(schema: dict) -> str:
    """Return the values that a key may have, in words."""
    if "enum" in schema:
        return "one of " + ", ".join(f"`{value}`" for value in schema["enum"])
    if schema["type"] == "array":
        least = ", at least one" if schema.get("minItems") else ""
        different = ", all different" if schema.get("uniqueItems") else ""
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
    """Return a key's default in YAML, or "required" if it has none."""
    if "default" not in schema:
        return "required"
    return f"`{json.dumps(schema['default'])}`"


def keys_of(group: dict, path: str) -> Iterator[tuple[str, dict]]:
    """Yield each key of a group with its schema; keys of list entries follow their list, those of a section it."""
    for name, schema in group["properties"].items():
        yield f"{path}.{name}", schema
        if "properties" in schema.get("items", {}):
            yield from keys_of(schema["items"], f"{path}.{name}[]")
        if "properties" in schema:
            yield from keys_of(schema, f"{path}.{name}")


def row(key: str, schema: dict) -> str:
    """Return a key's row of the table."""
    cells = [f"`{key}`", allowed(schema), default(schema), schema["description"].strip()]
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |\n"


def render() -> str:
    """Return the page as Markdown."""
    schema = yaml.safe_load(SCHEMA.read_text(encoding="utf-8"))
    page = INTRODUCTION
    for name, group in schema["properties"].items():
        page += f"\n## `{name}`\n\n{group['description']}\n\n" + TABLE
        keys = keys_of(schema["$defs"]["model"], f"{name}[]") if group["type"] == "array" else keys_of(group, name)
        page += "".join(row(key, each) for key, each in keys)
    return page


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
