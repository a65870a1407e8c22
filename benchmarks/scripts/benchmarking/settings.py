"""The settings of the benchmarks: the key `benchmarks` of a configuration."""

from pathlib import Path

from geetkar.workflow.configuration import in_canonical_form
from geetkar.workflow.errors import InputError

SCHEMA = Path(__file__).parents[2] / "config.schema.yaml"


def complete_settings(given: object) -> dict:
    """Return the settings with all defaults. Raises `InputError`, which names the key, when there is a mistake."""
    settings = in_canonical_form({"benchmarks": given}, SCHEMA)["benchmarks"]
    if settings["text"] and Path(settings["text"]).stem == "songs":
        raise InputError("config key `benchmarks.text`: the songs are measured as well; call the file something else.")
    return settings
