"""Write the data set's card in the format of the Hugging Face hub."""

import math
from collections.abc import Sequence
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from geetkar.dataset.description import Description
from geetkar.dataset.licences import hub_fields
from geetkar.dataset.tables import SET_ASIDE, TABLES, columns_of
from geetkar.workflow.song_scripts import AS_WRITTEN

TEMPLATES = Path(__file__).parent / "templates"
# The hub's categories for the number of rows.
SIZES = [(1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M")]


def size_category(songs: int) -> str:
    """Return the hub's category for a number of rows."""
    return next((name for limit, name in SIZES if songs < limit), "1M<n<10M")


def write_card(
    summary: dict, description: Description, rows: dict[str, int], languages: list[str], scripts: Sequence[str]
) -> str:
    """Return the card in Markdown, with the numbers of the corpus's `summary`.

    `description` is that of the configuration, completed; its null fields are left out. `rows` has the number of rows
    of each table; an empty one is not listed, since the `datasets` library cannot read it. `languages` are ISO 639
    codes.
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,  # Markdown, without any text from the archive
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["thousands"] = lambda number: f"{number:,}"
    return environment.get_template("card.md.j2").render(
        front_matter=_front_matter(summary, description, rows, languages),
        summary=summary,
        description=description,
        set_aside=rows[SET_ASIDE],
        columns=columns_of(scripts),
        hindi=AS_WRITTEN not in scripts,
    )


def _front_matter(summary: dict, description: Description, rows: dict[str, int], languages: list[str]) -> str:
    """Return the card's metadata as YAML; texts of the configuration are quoted where needed."""
    configs = [
        {
            "config_name": "songs",
            "default": True,
            "data_files": [{"split": table, "path": f"data/{table}.parquet"} for table in TABLES.values()],
        }
    ]
    if rows[SET_ASIDE]:
        files = [{"split": "train", "path": f"data/{SET_ASIDE}.parquet"}]
        configs.append({"config_name": SET_ASIDE, "data_files": files})
    metadata = {
        "pretty_name": description.name,
        **({"language": languages} if languages else {}),
        **hub_fields(description.licence),
        "task_categories": ["text-generation"],
        "tags": ["lyrics", *(["itrans", "devanagari"] if languages else [])],
        "size_categories": [size_category(summary["songs"])],
        "configs": configs,
    }
    return yaml.safe_dump(metadata, allow_unicode=True, default_flow_style=None, sort_keys=False, width=math.inf)
