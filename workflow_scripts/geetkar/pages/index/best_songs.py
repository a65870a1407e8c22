"""The best song of each form by a model's best checkpoint, and the song of its first one with the same seed."""

from collections.abc import Mapping

from geetkar.pages.shared.marked_lines import planned_lines_to_show


def best_song(songs: list[dict], temperature: float) -> dict:
    """Return the song at a temperature that keeps to its form best, of equals with the fewest copies and new words."""
    return min((song for song in songs if song["temperature"] == temperature), key=_faults)


def _faults(song: Mapping) -> tuple[int, int, int]:
    lines = song["lines"]
    return (
        sum(bool(line["faults"]) for line in lines),
        sum(line["copied"] is not None for line in lines),
        sum(word["kind"] == "new" for line in lines for word in line["words"]),
    )


def songs_early_and_late(first: Mapping | None, best: Mapping, temperature: float) -> list[dict]:
    """Return the best song of each written form at a temperature, with that of the first checkpoint if it is another.

    `first` and `best` are the songs of forms of the two checkpoints (`measure_forms`).
    """
    return [_pair(form, first, temperature) for form in best["forms"] if form["songs"]]


def _pair(form: Mapping, first: Mapping | None, temperature: float) -> dict:
    late = best_song(form["songs"], temperature)
    early = first and next(
        (
            song
            for other in first["forms"]
            if other["name"] == form["name"]
            for song in other["songs"]
            if (song["temperature"], song["seed"]) == (late["temperature"], late["seed"])
        ),
        None,
    )
    return {
        "title": form["name"].replace("_", " "),
        "of": sum(song["temperature"] == late["temperature"] for song in form["songs"]),
        "verses": late["form"],
        "temperature": late["temperature"],
        "seed": late["seed"],
        "late": planned_lines_to_show(late["lines"]),
        "early": early and planned_lines_to_show(early["lines"]),
    }
