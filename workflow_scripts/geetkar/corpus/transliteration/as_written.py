"""Read songs in any language: the words as they are written, notes in brackets, and how often a line is sung."""

import re

from geetkar.corpus.lyrics.tokens import LINE, NOTE, REPEAT_END, REPEAT_START, VERSE, WORD, Token
from geetkar.corpus.transliteration.normal_form import normalize

PARTS = re.compile(
    r"""
    (?P<verse> \n (?: [^\S\n]*+ \n )++ )
    | (?P<line> \n )
    | (?P<note> \[ [^\[\]\n]*+ \] )
    | (?P<times>
        (?<!\S) (?: \( [x×]? [ ]? [2-9] [ ]? [x×]? \) | [x×] [ ]? [2-9] | [2-9] [ ]? [x×] ) (?= [^\S\n]*+ (?:\n|\Z) )
    )
    | (?P<word> (?: [^\s\[] | \[ (?! [^\[\]\n]*+ \] ) )++ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
MEANINGLESS = re.compile("[\ufeff\ue000-\uf8ff]")
NOT_A_DIGIT = re.compile(r"\D")


def read_as_written(body: str) -> list[Token]:
    """Return the tokens of a song: words, ends of lines and verses, `[notes]`, and repeats such as `(2x)` and `x2`.

    A count at the end of a line means the line; alone on its line, it is a note.
    """
    tokens: list[Token] = []
    start = 0  # place of the line's first token
    for found in PARTS.finditer(body):
        kind, text, place = found.lastgroup, found.group(), found.span()
        if kind in ("line", "verse"):
            tokens.append(Token(LINE if kind == "line" else VERSE, text, *place))
            start = len(tokens)
        elif kind == "note":
            tokens.append(Token(NOTE, " ".join(text[1:-1].split()), *place))
        elif kind == "word":
            tokens.append(Token(WORD, text, *place))
        elif all(token.kind != WORD for token in tokens[start:]):
            tokens.append(Token(NOTE, text.strip("()"), *place))
        else:
            times = NOT_A_DIGIT.sub("", text)
            tokens.insert(start, Token(REPEAT_START, times, *place))
            tokens.append(Token(REPEAT_END, times, *place))
    return tokens


def normalized(text: str) -> str:
    """Return a text in the normal form NFC, without byte order marks and characters for private use.

    The latter mean nothing to others; in texts for networks they are codes (`verse/arrangement.py`).
    """
    return normalize(MEANINGLESS.sub("", text))
