r"""Cleaning rules for what is said about a song: remarks in English and Hindi, glosses, and notes in brackets."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from geetkar.corpus.formats.song import Song
from geetkar.corpus.lyrics.lexer import CLOSE, COLON, DEVANAGARI, DIGITS, HYPHEN, OPEN, SIGN, TIMES
from geetkar.corpus.lyrics.rules.lines import has, note_of, split_lines, word_set
from geetkar.corpus.lyrics.tokens import ENGLISH, LINE, VERSE, WORD, Token

# English with one of these words is a remark.
REMARKS = word_set(
    """
    aalaap alaap alap alternate antara background chorus clearing coughs cries crying dialogue dialogues
    dictionary duet echo echoes fades female ghazal giggles glossary humming hums instrumental instruments
    interlude interludes laugh laughing laughs laughter male mukhda para paragraph prelude recites repeat
    repeated repeats repetitions scream screams shouts sighs sings sobs solo speaks spoken stanza sung tone verse
    version versions whisper whispering whispers whistling yodel yodeling yodelling yodling
    yoodling
    """
)
# With one of these, it is if it is alone on its line and short, or a heading.
REMARKS_ALONE = word_set(
    """
    applause barking beats bell bells clapping claps drums ending fast flute footsteps guitar gunshot happy horn
    knocking line lines mode music normal opening part pause piano rap ringing sad santoor sitar slow slowly sound
    sounds start tempo thunder violin voice voices whistle
    """
)
LONGEST_REMARK = 4  # words, with one of `REMARKS_ALONE`
ADDRESS = word_set("baby i love me my our us we you your")  # in what is sung, also in parentheses
SINGERS = word_set(
    """
    1 2 3 all and both boy boys chorus female girl girls male man men singer singers solo two voice voices
    woman women
    """
)  # words of labels that name who sings
STAGE = word_set(
    """
    aalaap aalaapa alaap a.ntaraa antaraa antara mukha.Daa sa.ngiit sargam sthaayii yo.cD.hli.nga yo.cDli.ng
    yo.cDli.nga
    """
)
IN_REMARKS = frozenset({ENGLISH, SIGN, DIGITS, HYPHEN})
SUNG = frozenset({WORD, DEVANAGARI, ENGLISH})
TEXT = SUNG | {DIGITS}
OPENING = {")": "(", "]": "[", "}": "{", ">": "<"}
MOST_LINES = 2  # of a note in brackets that has neither English nor a `=` in it
GLOSS_SIGNS = frozenset("=-")


def read_remarks(tokens: list[Token], song: Song) -> list[Token]:
    """Turn remarks into notes, such as `##slow version##`, `(##laughs##)` or `a.ntaraa 1:`; other English is sung."""
    if not has(tokens, ENGLISH) and STAGE.isdisjoint(token.text for token in tokens):
        return tokens
    kept: list[Token] = []
    for line in split_lines(tokens):
        place, sung = 0, sum(token.kind in SUNG for token in line)
        for start, end in _runs(line):
            before, after = line[start - 1 : start], line[end : end + 2]
            enclosed = _is_between(before, after[:1])
            bracketed = enclosed and not _is(after[1:], TIMES, DIGITS)
            heading = _is(after[enclosed:], COLON)
            alone = sum(token.kind in SUNG for token in line[start:end]) == sung
            if _is_remark(line[start:end], bracketed=bracketed, heading=heading, alone=alone):
                kept += [*line[place : start - enclosed], *note_of(line[start:end], song)]
                place = end + (1 if enclosed else heading)
        kept += line[place:]
    return kept


def _runs(line: list[Token]) -> Iterator[tuple[int, int]]:
    """Yield the places of the first word of a run of English, or of stage words, and after the run."""
    for possible, run in groupby(range(len(line)), key=lambda place: _can_be_remark(line[place])):
        places = list(run)
        if possible and any(line[place].kind in SUNG for place in places):
            first = next(place for place in places if line[place].kind in TEXT)
            yield first, next(place for place in reversed(places) if line[place].text != "|") + 1


def _can_be_remark(token: Token) -> bool:
    return token.kind in IN_REMARKS or (token.kind == WORD and token.text in STAGE)


def _is_remark(run: list[Token], *, bracketed: bool, heading: bool, alone: bool) -> bool:
    """Return whether a run of words is a remark: `bracketed`, a `heading` before a colon, or `alone` on its line."""
    words = {token.text for token in run if token.kind == ENGLISH}
    if any(token.kind == WORD for token in run):
        return bracketed or heading or alone
    if not ADDRESS.isdisjoint(words) or (heading and words <= SINGERS):
        return False
    short = heading or (alone and len(words) <= LONGEST_REMARK)
    return (
        (bracketed and not heading) or not REMARKS.isdisjoint(words) or (short and not REMARKS_ALONE.isdisjoint(words))
    )


def _is_between(before: list[Token], after: list[Token]) -> bool:
    """Return whether there is a bracket, or a bar as in `||sthaayii||`, on both sides."""
    return bool(before and after) and (
        (before[0].kind == OPEN and after[0].kind == CLOSE) or before[0].text == after[0].text == "|"
    )


def _is(tokens: list[Token], *kinds: str) -> bool:
    """Return whether there is a token, and it is of one of some kinds."""
    return bool(tokens) and tokens[0].kind in kinds


def read_notes(tokens: list[Token], song: Song) -> list[Token]:
    r"""Turn what is in `[…]`, `{…}` and `<…>` into notes, and `(…)` with a `=` in it; `{…} \-2` is read as `(…) \-2`.

    Notes in `[…]` and `{…}` over several lines have English or a `=` in them, or are short.
    """
    if not has(tokens, CLOSE):
        return tokens
    kept: list[Token] = []
    opened: dict[str, int] = {}  # places of the last `(` and of the last other bracket that is open, by what closes it
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        kept.append(token)
        if token.kind == OPEN:
            opened = {"(": opened.get("(", -1)} if token.text != "(" else opened
            opened[token.text] = len(kept) - 1
        elif token.kind == VERSE:
            opened = {}
        elif token.kind == CLOSE and (start := opened.pop(OPENING[token.text], -1)) >= 0:
            counted = after is not None and after.kind in (TIMES, DIGITS)
            if token.text != ")" and counted:
                kept[start], kept[-1] = replace(kept[start], text="("), replace(token, text=")")
            elif _is_note(token.text, kept[start + 1 : -1]):
                kept[start:] = note_of([each for each in kept[start + 1 : -1] if each.kind != LINE], song)
                opened = {sign: place for sign, place in opened.items() if place < start}
    return kept


def _is_note(closing: str, inside: list[Token]) -> bool:
    lines = sum(token.kind == LINE for token in inside) + 1
    if lines == 1 and closing != ")":
        return True
    if any(token.text == "=" for token in inside):
        return True
    short = lines <= MOST_LINES and all(token.kind != COLON for token in inside)
    return closing in "]}" and (short or any(token.kind == ENGLISH for token in inside))


def read_glosses(tokens: list[Token], song: Song) -> list[Token]:
    """Turn lines that explain words, such as `diip = lamp`, into notes, and all lines of a verse if most of them do."""
    if all(token.text not in GLOSS_SIGNS for token in tokens):
        return tokens
    kept: list[Token] = []
    verse: list[list[Token]] = []
    for line in [*split_lines(tokens), []]:
        verse.append(line)
        if not line or line[-1].kind == VERSE:
            glosses = [_is_gloss(each) for each in verse]
            all_lines = 2 * sum(glosses) > sum(any(token.kind in SUNG for token in each) for each in verse)
            for each, gloss in zip(verse, glosses, strict=True):
                kept += note_of(each, song) if each and (gloss or (all_lines and any(glosses))) else each
            verse = []
    return kept


def _is_gloss(line: list[Token]) -> bool:
    """Return whether a line has words, a `=` or a `-`, and their meaning, which after a `-` is in English."""
    for place, token in enumerate(line):
        if token.text in GLOSS_SIGNS:
            before = {each.kind for each in line[:place]} & SUNG
            after = {each.kind for each in line[place + 1 :]} & SUNG
            return bool(before and after) and (token.text == "=" or (ENGLISH not in before and after == {ENGLISH}))
    return False
