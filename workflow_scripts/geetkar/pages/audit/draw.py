"""The page on which a reader compares song files with the text that was read from them."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from geetkar.corpus.audit_answers import FORMAT, KINDS, MOST_MISSING
from geetkar.corpus.transliteration.itrans import to_devanagari, to_roman
from geetkar.pages.shared.rendering import render
from geetkar.pages.shared.script_switch import merge_spellings
from geetkar.workflow.song_scripts import AS_WRITTEN

HERE = Path(__file__).parent
ANSWERED = ("song", "sha256", "lines")


class Piece(NamedTuple):
    """A word of a line with the kinds of the marks that span it, or the sign of a mark."""

    text: str
    kinds: tuple[str, ...] = ()
    sign: bool = False


def pieces_of(rows: list[dict], roles: list[str]) -> Iterator[list[Piece]]:
    """Yield the pieces of each row of a song, none for a row without a line that was read.

    `roles` has the role of each verse, which its first line shows; unknown is empty.
    """
    marks = [mark for row in rows for mark in row["marks"] or ()]
    verse = None
    for row in rows:
        if row["line"] is None:
            yield []
            continue
        role = roles[row["verse"]] if row["verse"] != verse else ""
        verse = row["verse"]
        yield [*([Piece(role, sign=True)] if role else []), *_line(row, marks)]


def _line(row: dict, marks: list[dict]) -> Iterator[Piece]:
    """Yield the words of a line, and the signs of the marks that begin or end in it; `marks` are those of the song."""
    words = row["text"].split()
    for place in range(len(words) + 1):
        here = (row["line"], place)
        yield from (Piece(f") × {mark['text']}", sign=True) for mark in marks if _ends_at(mark, here))
        yield from (_opening(mark) for mark in row["marks"] if min(mark["word"], len(words)) == place)
        if place < len(words):
            yield Piece(words[place], tuple(sorted({mark["kind"] for mark in marks if _spans(mark, here)})))


def _begin(mark: dict) -> tuple[int, int]:
    return mark["line"], mark["word"]


def _end(mark: dict) -> tuple[int, int]:
    return mark["to_line"], mark["to_word"]


def _spans(mark: dict, place: tuple[int, int]) -> bool:
    return _begin(mark) <= place < _end(mark)


def _ends_at(mark: dict, place: tuple[int, int]) -> bool:
    """Return whether a passage that is sung several times ends before a word."""
    return mark["kind"] == "repeat" and _begin(mark) < _end(mark) == place


def _opening(mark: dict) -> Piece:
    """Return the sign of a mark where it begins; that of words does not repeat them."""
    if mark["kind"] == "repeat":
        return Piece("repeated (", sign=True)
    text = mark["text"] if _begin(mark) == _end(mark) else ""
    return Piece(": ".join(filter(None, (mark["kind"], text))), sign=True)


def spellings_of(song: dict) -> dict[str, dict[str, str]]:
    """Return a song's Hindi words in each script."""
    words = {word for row in song["rows"] if row["text"] for word in row["text"].split()}
    return {
        word: {"roman": to_roman(word), "itrans": word, "devanagari": to_devanagari(word)} for word in sorted(words)
    }


def draw_audit(songs: list[dict]) -> str:
    """Return the page as HTML; `songs` are the rows of the audit."""
    hindi = not any(AS_WRITTEN in (row["scripts"] or ()) for song in songs for row in song["rows"])
    return render(
        HERE,
        "corpus_audit.html.j2",
        page="pages/corpus_audit.html",
        scripts=["script_switch.js", "corpus_audit.js"],
        songs=[
            {
                **song,
                "shown": list(zip(song["rows"], pieces_of(song["rows"], song["metadata"]["roles"]), strict=True)),
            }
            for song in songs
        ],
        hindi=hindi,
        script="itrans" if hindi else AS_WRITTEN,
        spellings=merge_spellings([("itrans", spellings_of(song)) for song in songs] if hindi else []),
        most_missing=MOST_MISSING,
        kinds=KINDS,
        data={
            "audit": FORMAT,
            **{key: songs[0][key] for key in ("draw", "seed")},
            "kinds": KINDS,
            "songs": [{key: song[key] for key in ANSWERED} for song in songs],
        },
    )
