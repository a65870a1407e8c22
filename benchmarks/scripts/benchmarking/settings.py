"""Check the settings of the benchmarks, the configuration's key `benchmarks`."""

from pathlib import Path

from geetkar.workflow.configuration import in_canonical_form
from geetkar.workflow.errors import InputError

SCHEMA = Path(__file__).parents[2] / "config.schema.yaml"


def complete_settings(given: object) -> dict:
    """Return the settings with all defaults. Raise `InputError`, which names the key, if one is wrong."""
    settings = in_canonical_form({"benchmarks": given}, SCHEMA)["benchmarks"]
    if settings["text"] and Path(settings["text"]).stem == "songs":
        raise InputError("config key `benchmarks.text`: `songs` already names the archive's songs; rename the file.")
    return settings
