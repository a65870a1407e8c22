"""Cleaning rules for what is before the words of a line: cues and numbers."""

from geetkar.corpus.cues import Voices
from geetkar.corpus.formats.song import Song
from geetkar.corpus.lexer import CLOSE, COLON, DIGITS, HYPHEN, OPEN, SIGN, TIMES
from geetkar.corpus.rules.lines import ENDS, first_words, split_lines
from geetkar.corpus.tokens import CUE, ENGLISH, NUMBER, WORD, Token

LONGEST_LABEL = 24  # characters
LONGEST_NUMBER = 2  # digits
IN_LABELS = frozenset({WORD, ENGLISH, SIGN, HYPHEN, CLOSE})
LABEL_ENDS = frozenset({SIGN, CLOSE})
AFTER_NUMBERS = (".", ")", ":", "]")


def read_cues(tokens: list[Token], song: Song) -> list[Token]:
    """Remove cues of who sings, such as `la:` at the start of a line, and keep them as marks.

    A label is a cue if it consists of abbreviations, names a singer of the song, is generic (such as `chorus:`), comes
    before several lines, or is alone on its line. Any other label is sung and loses only its colon.
    """
    if all(token.kind != COLON for token in tokens):
        return tokens
    lines = list(split_lines(tokens))
    labels = [_label(line) for line in lines]
    voices = Voices(song, (_text(song, line, label) for line, label in zip(lines, labels, strict=True) if label))
    kept: list[Token] = []
    for line, label in zip(lines, labels, strict=True):
        after = line[label.stop :] if label else line
        alone = not after or after[0].kind in ENDS
        meant = voices.meaning(_text(song, line, label), alone=alone) if label else None
        if label and meant is not None:
            before = line[: label.start]
            if any(token.kind == CLOSE for token in line[label.start : label.stop]):
                before = [token for token in before if token.kind != OPEN]
            after = [*before, Token(CUE, meant, line[label.start].start, line[label.stop - 1].end), *after]
        kept += after if meant is not None else line
    return kept


def _label(line: list[Token]) -> range:
    """Return the places of a line's label, with the colon after it; nothing if there is none."""
    start = first_words(line)
    closed = False
    for place in range(start, len(line)):
        token = line[place]
        if token.kind == COLON:
            return range(start, place + 1) if place > start else range(0)
        closed = closed or token.kind == CLOSE or token.text == "?"
        if token.kind not in (LABEL_ENDS if closed else IN_LABELS) or token.end - line[start].start > LONGEST_LABEL:
            break
    return range(0)


def _text(song: Song, line: list[Token], label: range) -> str:
    """Return a label as the file has it, without signs around it."""
    return " ".join(song.body[line[label.start].start : line[label.stop - 1].start].strip("# \t?)]").split())


def drop_numbers(tokens: list[Token], _song: Song) -> list[Token]:
    """Remove verse numbers, which are kept as marks, and all other digits."""
    if all(token.kind not in (DIGITS, TIMES) for token in tokens):
        return tokens
    kept: list[Token] = []
    for line in split_lines(tokens):
        start = first_words(line)
        if start < len(line) and line[start].kind == DIGITS and len(line[start].text) <= LONGEST_NUMBER:
            number = line[start]
            sign = line[start + 1] if start + 1 < len(line) and line[start + 1].text in AFTER_NUMBERS else number
            line = [
                *line[:start],
                Token(NUMBER, number.text, number.start, sign.end),
                *line[start + 1 + (sign is not number) :],
            ]
        kept += [token for token in line if token.kind not in (DIGITS, TIMES)]
    return kept
