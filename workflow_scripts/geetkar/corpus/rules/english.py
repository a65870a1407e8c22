"""Cleaning rules for English in the songs."""

import re
import unicodedata

from geetkar.corpus.formats.song import Song
from geetkar.corpus.lexer import DOTS, ENGLISH_SIGN, FOREIGN
from geetkar.corpus.rules.lines import split_lines
from geetkar.corpus.tokens import ENGLISH, WORD, Token

NO_LETTER = re.compile("[^a-z]")


def read_english(tokens: list[Token], _song: Song) -> list[Token]:
    """Read what is in `##…##` and `#…#` as English; a `##` that is not closed reaches to the end of its line."""
    if all(token.kind != ENGLISH_SIGN for token in tokens):
        return tokens
    kept: list[Token] = []
    for line, begins, ends in _english_lines(list(split_lines(tokens))):
        inside = begins
        signs = sum(token.kind == ENGLISH_SIGN for token in line)
        for token in line:
            if token.kind == ENGLISH_SIGN:
                signs -= 1
                # A lone `#` is a misprint.
                inside = not inside and (signs > 0 or ends or token.text != "#")
            elif inside:
                kept += as_english(token)
            else:
                kept.append(token)
    return kept


def _english_lines(lines: list[list[Token]]) -> list[tuple[list[Token], bool, bool]]:
    """Return each line with whether it begins, and whether it ends, inside a passage that goes on over lines.

    Signs are paired within their line. Of two lines with an odd number of them, a passage opens on the first and is
    closed on the second.
    """
    odd = [number for number, line in enumerate(lines) if sum(token.kind == ENGLISH_SIGN for token in line) % 2]
    paired = iter(odd[: len(odd) // 2 * 2])
    inside, change = False, next(paired, None)
    found = []
    for number, line in enumerate(lines):
        begins = inside
        if number == change:
            inside, change = not inside, next(paired, None)
        found.append((line, begins, inside))
    return found


def as_english(token: Token) -> list[Token]:
    """Return a token of an English passage: its words in lower case, without apostrophes and accents."""
    if token.kind in (WORD, FOREIGN):
        letters = NO_LETTER.sub("", unicodedata.normalize("NFKD", token.text.lower()))
        return [Token(ENGLISH, letters, token.start, token.end)] if letters else []
    return [] if token.kind == DOTS else [token]
