"""The data set's card, in the form that the Hugging Face hub reads."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from geetkar.dataset.tables import columns_of

TEMPLATES = Path(__file__).parent / "templates"
# The hub's names for how many rows a data set has.
SIZES = [(1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M")]


def size_category(songs: int) -> str:
    """The hub's name for a number of rows."""
    return next((name for limit, name in SIZES if songs < limit), "1M<n<10M")


def write_card(summary: dict, notice: str, repeats: str, languages: list[str]) -> str:
    """The card in Markdown; its numbers come from the corpus's summary, `languages` are codes (ISO 639)."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,  # Markdown; nothing in it was written by the archive
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["thousands"] = lambda number: f"{number:,}"
    return environment.get_template("card.md.j2").render(
        summary=summary,
        notice=notice,
        repeats=repeats,
        languages=languages,
        columns=columns_of("set_aside"),
        size=size_category(summary["songs"]),
    )
