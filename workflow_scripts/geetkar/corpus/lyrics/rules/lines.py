"""Look at tokens line by line, and as text."""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from geetkar.corpus.formats.song import Song
from geetkar.corpus.lyrics.lexer import OPEN
from geetkar.corpus.lyrics.tokens import (
    COMMENT,
    CUE,
    ELISION,
    LINE,
    NOTE,
    NUMBER,
    REPEAT_END,
    REPEAT_START,
    VERSE,
    Token,
)

ENDS = frozenset({LINE, VERSE})
MARKS = frozenset({COMMENT, NOTE, NUMBER, CUE, ELISION, REPEAT_START, REPEAT_END})
BEFORE_WORDS = MARKS | {OPEN}


KIND = attrgetter("kind")


def has(tokens: Iterable[Token], *kinds: str) -> bool:
    """Return whether one of the tokens is of one of some kinds."""
    return not frozenset(kinds).isdisjoint(map(KIND, tokens))


def split_lines(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """Yield the tokens of each line, with the token that ends it; the last line can be without one."""
    line: list[Token] = []
    for token in tokens:
        line.append(token)
        if token.kind in ENDS:
            yield line
            line = []
    if line:
        yield line


def text_of(tokens: Iterable[Token]) -> str:
    """Return tokens as text, without marks; there is a space wherever there was anything between two tokens."""
    text, last = [], None
    for token in tokens:
        if token.kind in ENDS or token.kind in MARKS:
            continue
        if last is not None and token.start != last:
            text.append(" ")
        text.append(token.text)
        last = token.end
    return "".join(text)


def note_of(tokens: list[Token], song: Song) -> list[Token]:
    """Return a note with the text that the song's file has for some tokens, and their marks and ends of lines."""
    pieces = [token for token in tokens if token.kind not in ENDS]
    text = " ".join(song.body[pieces[0].start : pieces[-1].end].replace("#", "").split()) if pieces else ""
    note = [Token(NOTE, text, pieces[0].start, pieces[-1].end)] if any(map(str.isalnum, text)) else []
    return [*note, *(token for token in tokens if token.kind in ENDS or token.kind in MARKS)]


def first_words(line: Sequence[Token]) -> int:
    """Return the place of the first token in a line that is not a mark or an opening bracket."""
    return next((place for place, token in enumerate(line) if token.kind not in BEFORE_WORDS), len(line))


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())
