"""Cleaning rules for what is before the words of a line: cues and numbers."""

from dataclasses import replace

from geetkar.corpus.formats.song import Song
from geetkar.corpus.lyrics.cues import MOST_WORDS_ALONE, SHORTEST_NAME, Voices
from geetkar.corpus.lyrics.lexer import CLOSE, COLON, DIGITS, HYPHEN, OPEN, SIGN, TIMES
from geetkar.corpus.lyrics.rules.lines import ENDS, MARKS, first_words, has, note_of, split_lines, text_of
from geetkar.corpus.lyrics.tokens import CUE, ENGLISH, NOTE, NUMBER, WORD, Token

LONGEST_LABEL = 24  # characters
LONGEST_NUMBER = 2  # digits
LABEL_ENDS = MARKS | {SIGN, CLOSE, DIGITS}
IN_LABELS = LABEL_ENDS | {WORD, ENGLISH, HYPHEN}
NAMES = frozenset({WORD, ENGLISH})
CHORUS = frozenset({"koras", "chorus", "korus"})
WITHOUT_COLON = CHORUS | {"-"}
AFTER_NUMBERS = (".", ")", ":", "]")


def read_cues(tokens: list[Token], song: Song) -> list[Token]:
    """Remove cues of who sings, such as `la:` at the start of a line, and keep them as marks.

    A label is a cue if it consists of abbreviations, names a singer of the song, is generic (such as `chorus:`), comes
    before several lines, or is alone on its line. Any other label is sung and loses only its colon. Inside a line, as
    in `(la: haa.N)`, and without a colon, as in `- koras`, a label is a cue only if its meaning is certain.
    """
    if all(token.kind not in (COLON, NOTE) and token.text.lower() not in WITHOUT_COLON for token in tokens):
        return tokens
    lines = list(split_lines(tokens))
    labels = [_label(line, first_words(line)) for line in lines]
    voices = Voices(song, (_text(line, label) for line, label in zip(lines, labels, strict=True) if label))
    kept: list[Token] = []
    for line, label in zip(lines, labels, strict=True):
        after = line[label.stop :] if label else line
        marked = not after or after[0].kind in ENDS or line[label.stop - 1].text.startswith("\\")
        meant = voices.meaning(_text(line, label), marked=marked) if label else None
        if label and _explains_chorus(after):
            line = note_of(line, song)
        elif label and meant is not None:
            before = line[: label.start]
            if any(token.kind == CLOSE for token in line[label.start : label.stop]):
                before = [token for token in before if token.kind != OPEN]
            marks = [token for token in line[label.start : label.stop] if token.kind in MARKS]
            line = [*before, _cue(meant, line, label), *marks, *after]
        elif unmarked := _label_without_colon(line):
            meant = voices.certain(_text(line, unmarked))
            line = [*line[: unmarked.start], _cue(meant, line, unmarked), *line[unmarked.stop :]] if meant else line
        elif song.markup == "isb":  # in other texts, `[Chorus]` names a part of the song
            line = _with_singers(line, voices)
        kept += _with_cues_in_brackets(line, voices)
    return kept


def _explains_chorus(after: list[Token]) -> bool:
    """Return whether a line says after a label only that it is the chorus, as `(ko: koras)` does."""
    words = {token.text.lower() for token in after if token.kind in NAMES}
    return bool(words) and words <= CHORUS


def _cue(meant: str, line: list[Token], label: range) -> Token:
    return Token(CUE, meant, line[label.start].start, line[label.stop - 1].end)


def _label(line: list[Token], start: int) -> range:
    """Return the places of the label that begins at a place, with the colon after it; nothing if there is none."""
    closed = False
    for place in range(start, len(line)):
        token = line[place]
        if token.kind in (COLON, DIGITS) and place == start:
            break
        if token.kind == COLON:
            return range(start, place + 1)
        closed = closed or token.kind == CLOSE or token.text == "?"
        if token.kind not in (LABEL_ENDS if closed else IN_LABELS) or token.end - line[start].start > LONGEST_LABEL:
            break
    return range(0)


def _label_without_colon(line: list[Token]) -> range:
    """Return the places of a line's words if they are a hyphen and a name; else of a last word for the chorus.

    The chorus is named without a colon alone on a line, or at its end after a hyphen.
    """
    places = [place for place, token in enumerate(line) if token.kind not in MARKS | ENDS]
    texts = [line[place].text.lower() for place in places]
    if texts[-1:] and texts[-1] in CHORUS and texts[-2:-1] in ([], ["-"]):
        return range(places[-1], places[-1] + 1)
    if texts[:1] != ["-"]:
        return range(0)
    label = range(places[0] + 1, places[-1] + 1)
    letters = sum(len(line[place].text) for place in label)
    names = all(line[place].kind in NAMES for place in label)
    return label if names and len(label) <= MOST_WORDS_ALONE and letters >= SHORTEST_NAME else range(0)


def _with_cues_in_brackets(line: list[Token], voices: Voices) -> list[Token]:
    """Return a line with a cue for each label after an opening bracket whose meaning is certain."""
    if not has(line, COLON):
        return line
    kept: list[Token] = []
    place = 0
    while place < len(line):
        kept.append(line[place])
        label = _label(line, place + 1) if line[place].kind == OPEN else range(0)
        meant = voices.certain(_text(line, label)) if label else None
        if meant:
            kept.append(_cue(meant, line, label))
        place = label.stop if meant else place + 1
    return kept


def _with_singers(line: list[Token], voices: Voices) -> list[Token]:
    """Return a line with cues in place of short notes that name singers, as in `(Lata)`, if it has no words."""
    if any(token.kind not in MARKS | ENDS for token in line):
        return line
    return [
        replace(token, kind=CUE, text=meant)
        if token.kind == NOTE and len(token.text) <= LONGEST_LABEL and (meant := voices.certain(token.text))
        else token
        for token in line
    ]


def _text(line: list[Token], label: range) -> str:
    """Return a label without signs around it."""
    return text_of(token for token in line[label.start : label.stop] if token.kind not in (COLON, CLOSE)).strip(" ?")


def drop_numbers(tokens: list[Token], _song: Song) -> list[Token]:
    """Remove verse numbers, which are kept as marks, and all other digits."""
    if not has(tokens, DIGITS, TIMES):
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
