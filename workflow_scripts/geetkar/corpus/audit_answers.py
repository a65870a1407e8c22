"""Read the answers of an audit, which anyone may have written, and sum them up with confidence intervals."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from geetkar.corpus.shares import share
from geetkar.workflow.errors import InputError

FORMAT = 1
MOST_BYTES = 10_000_000  # of a file of answers
MOST_MISSING = 1_000  # lines of one song

# What can be wrong with a line, with the words of the page.
KINDS = {
    "words": "wrong words",
    "missing": "words are missing",
    "extra": "not sung, or too many words",
    "elision": "wrong abbreviated line",
    "english": "wrong English",
    "cue": "wrong singer's cue",
    "mark": "another mark is wrong",
    "other": "something else",
}


def read_answers(paths: Iterable[str | Path], drawn: list[dict]) -> list[dict]:
    """Return the answers for each song in some files; `drawn` are the rows of the audit that they answer.

    Raise `InputError` when a file is damaged or of another draw, or two files answer the same song.
    """
    rows = {row["song"]: row for row in drawn}
    answered: dict[str, str | Path] = {}
    answers = []
    for path in paths:
        for answer in _songs_of(path, drawn[0]["draw"]):
            song = _check(answer, rows, path)
            if song in answered:
                raise InputError(
                    f"{path}: song {song} is also answered in {answered[song]}; remove one of the two answers."
                )
            answered[song] = path
            answers.append(answer)
    if not answers:
        raise InputError("the files of `audit.answers` answer no song: mark at least one song as read on the page.")
    return answers


def _songs_of(path: str | Path, draw: str) -> list:
    """Return the songs in a file of answers, not yet checked."""
    if Path(path).stat().st_size > MOST_BYTES:
        raise InputError(f"{path}: larger than {MOST_BYTES:,} bytes, so it is not a file of the audit page.")
    try:
        value = json.loads(Path(path).read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: not JSON ({error}); save it again on the audit page.") from error
    if not isinstance(value, dict) or value.get("audit") != FORMAT or not isinstance(value.get("songs"), list):
        raise InputError(f"{path}: not the answers of an audit; save them on the audit page.")
    if value.get("draw") != draw:
        raise InputError(
            f"{path}: answers draw {value.get('draw')!r}, not {draw!r}: its songs were drawn with another seed, or "
            "have been read differently since. Remove the file from `audit.answers` and audit this draw."
        )
    return value["songs"]


def _check(answer: object, rows: Mapping[str, dict], path: str | Path) -> str:
    """Return the song that an answer is for. Raise `InputError` when the answer is damaged."""
    song = answer.get("song") if isinstance(answer, dict) else None
    if not isinstance(answer, dict) or not isinstance(song, str) or song not in rows:
        raise InputError(f"{path}: answers song {song!r}, which is not in the draw; save the file again.")
    row = rows[song]
    right = {
        "sha256": answer.get("sha256") == row["sha256"],
        "lines": _is_count(answer.get("lines")) and answer["lines"] == row["lines"],
        "wrong": _are_wrong_lines(answer.get("wrong"), row["lines"]),
        "missing_lines": _is_count(answer.get("missing_lines")) and answer["missing_lines"] <= MOST_MISSING,
        "metadata_wrong": isinstance(answer.get("metadata_wrong"), bool),
        "remark": isinstance(answer.get("remark"), str),
    }
    damaged = [key for key, fits in right.items() if not fits] + sorted(answer.keys() - {"song", *right})
    if damaged:
        raise InputError(f"{path}: song {song}, key `{damaged[0]}`: not as the audit page writes it; save it again.")
    return song


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def _are_wrong_lines(value: object, lines: int) -> bool:
    """Return whether a value is a list of different lines of a song, each with one of `KINDS`."""
    if not isinstance(value, list) or not all(
        isinstance(each, dict) and each.keys() == {"line", "kind"} for each in value
    ):
        return False
    numbers = [each["line"] for each in value]
    return (
        all(_is_count(number) and number < lines for number in numbers)
        and len(set(numbers)) == len(numbers)
        and all(isinstance(each["kind"], str) and each["kind"] in KINDS for each in value)
    )


def sum_up(answers: list[dict], drawn: list[dict]) -> dict:
    """Return the shares of songs and lines that are right, and of each kind of error, with Wilson intervals.

    A missing line counts as a line that is wrong. A song is wholly right if no line is wrong or missing.
    """
    songs = len(answers)
    missing = sum(answer["missing_lines"] for answer in answers)
    lines = sum(answer["lines"] for answer in answers) + missing
    wrong = sum(len(answer["wrong"]) for answer in answers)
    by_text = [not answer["wrong"] and not answer["missing_lines"] for answer in answers]
    by_metadata = [not answer["metadata_wrong"] for answer in answers]
    kinds = Counter(each["kind"] for answer in answers for each in answer["wrong"])
    songs_of_kinds = Counter(kind for answer in answers for kind in {each["kind"] for each in answer["wrong"]})
    return {
        "draw": drawn[0]["draw"],
        "seed": drawn[0]["seed"],
        "drawn": len(drawn),
        "answered": songs,
        "right": {
            "songs": share(sum(by_text), songs),
            "songs_and_metadata": share(sum(map(all, zip(by_text, by_metadata, strict=True))), songs),
            "lines": share(lines - wrong - missing, lines),
            "metadata": share(sum(by_metadata), songs),
        },
        "wrong": {
            "missing_lines": {
                "songs": share(sum(answer["missing_lines"] > 0 for answer in answers), songs),
                "lines": share(missing, lines),
            },
            **{
                kind: {"songs": share(songs_of_kinds[kind], songs), "lines": share(kinds[kind], lines)}
                for kind in KINDS
            },
        },
        "remarks": {answer["song"]: answer["remark"] for answer in answers if answer["remark"].strip()},
    }
