"""Write the words of a song in a script."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from geetkar.corpus.transliteration.itrans import WRITERS
from geetkar.workflow.song_scripts import AS_WRITTEN

VERSE_BREAK = "\n\n"
SONG_BREAK = "\n\n\n"


def write_song(verses: list[list[str]], marks: Iterable[Mapping], script: str) -> str:
    """Return a song in a script, with a line break between lines and a blank line between verses."""
    return VERSE_BREAK.join(map("\n".join, write_verses(verses, marks, script)))


def verses_of(text: str) -> list[list[str]]:
    """Return the verses of lines of a song's text."""
    return [verse.split("\n") for verse in text.split(VERSE_BREAK)]


def read_songs(paths: Iterable[str | Path]) -> Iterator[str]:
    """Yield each song of some texts of songs."""
    return (song for path in paths for song in Path(path).read_text(encoding="utf-8").split(SONG_BREAK))


def write_verses(verses: list[list[str]], marks: Iterable[Mapping], script: str) -> list[list[str]]:
    """Return the verses of lines of a song in a script; `marks` are those of the songs table.

    Hindi words are transliterated, English ones are in Latin letters in every script. Words in any language, for the
    script `as_written`, do not change.
    """
    if script == AS_WRITTEN:
        return verses
    write = WRITERS[script]
    return [
        [" ".join(filter(None, (word if is_english else write(word) for word, is_english in line))) for line in verse]
        for verse in words_of(verses, marks)
    ]


def words_of(verses: list[list[str]], marks: Iterable[Mapping]) -> list[list[list[tuple[str, bool]]]]:
    """Return the verses of lines of words, each with whether it is English, which marks of the kind `english` say."""
    lines = [[(word, False) for word in line.split()] for verse in verses for line in verse]
    for mark in marks:
        if mark["kind"] == "english":
            _mark_as_english(lines, mark)
    rest = iter(lines)
    return [[next(rest) for _ in verse] for verse in verses]


def hindi_words(verses: list[list[str]], marks: Iterable[Mapping]) -> Iterator[str]:
    """Yield the words of a song that are not English."""
    return (word for verse in words_of(verses, marks) for line in verse for word, is_english in line if not is_english)


def _mark_as_english(lines: list[list[tuple[str, bool]]], mark: Mapping) -> None:
    """Set the words from a mark's place to before its end, in place; a mark can reach over several lines."""
    for number in range(mark["line"], min(mark["to_line"] + 1, len(lines))):
        first = mark["word"] if number == mark["line"] else 0
        last = mark["to_word"] if number == mark["to_line"] else len(lines[number])
        lines[number][first:last] = [(word, True) for word, _ in lines[number][first:last]]
