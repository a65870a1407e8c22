"""Songs of forms, prepared for a page."""

from collections.abc import Iterable

from geetkar.pages.shared.marked_lines import planned_lines_to_show

# What is counted of each form (`verse/obedience.py`), in the order of a table, with its heading.
PARTS = {
    "rhyme": "Rhymes",
    "radif": "Radif",
    "refrain": "Refrains",
    "free": "Free lines",
    "length": "Length",
    "songs": "Whole songs",
}


def forms_to_show(forms: Iterable[dict], temperature: float | None = None) -> list[dict]:
    """Return forms written by `measure_forms` for a template, with the songs at one temperature, or with all.

    `verses` is the form in the notation, None if each song has its own.
    """
    return [
        {
            **form,
            "title": form["name"].replace("_", " "),
            "verses": _only({song["form"] for song in form["songs"]}),
            "kept": {key: _with_share(form["kept"][key]) for key in PARTS},
            "songs": [
                {**song, "lines": planned_lines_to_show(song["lines"])}
                for song in form["songs"]
                if temperature in (None, song["temperature"])
            ],
        }
        for form in forms
    ]


def _only(values: set[str]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None


def _with_share(kept: dict) -> dict:
    return {**kept, "share": kept["count"] / kept["of"] if kept["of"] else None}
