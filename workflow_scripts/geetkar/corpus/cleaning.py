r"""Clean a song's body: from text as contributors typed it to verses of lines of ITRANS words, with marks.

`RULES` lists the rules in their order. Each rule keeps the number of lines, so that the lines that it changes can be
counted. Information that a rule removes, such as who sings, is kept as a mark. The docstrings of the rules are shown on
the corpus page. Periods are part of a letter in `.n`, `.N`, `.m`, `.D`, `.h`, `.a` and `.c`.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from geetkar.corpus.cues import Voices
from geetkar.corpus.formats.markup import (
    ELISION,
    TAG,
    drop_commands,
    drop_comments,
    drop_english,
    split_at_hyphens,
    without_braces,
)
from geetkar.corpus.formats.song import Rejected, Song
from geetkar.corpus.itrans import CONSONANT_SOUNDS, VOWEL_SOUNDS, canonical, from_devanagari, sounds
from geetkar.corpus.marks import (
    PLACEHOLDER,
    PRIVATE,
    TIMES,
    Keep,
    Mark,
    refrains,
    resolve_elisions,
    without_placeholders,
)

FEWEST_LINES = 2
LETTERS_SPOKEN = VOWEL_SOUNDS | CONSONANT_SOUNDS
FEWEST_LETTERS = 20

NOTE = re.compile(r"\[[^\[\]\n]*\]|<[^<>\n]*>|\{[^{}\n]*\}")
DEVANAGARI = re.compile("[\u0900-\u0963\u0970-\u097f\u200c\u200d]+")  # with joiners
TIMES_SUNG = r"\\?[-\u2013\u2014\x96]{1,2}[ \t]*\d+|\b[xX][ \t]*\d+|(?<!\d)\d++[ \t]*+(?:times|baar)\b"
# `dil bole (2)`, `( dil bole ) 2`, `( dil bole )/2`
TIMES_AFTER = r"(?<=[^\s(])[ \t]*+\((?:\\?-)?[ \t]*+[2-9][ \t]*+\)|(?<=\))[ \t]*+[/\\]?[ \t]*+[2-9](?!\d)"
BRACKET_OR_REPEAT = re.compile(rf"{TIMES_AFTER}|[()\n]|{TIMES_SUNG}")
CUE = re.compile(
    r"^([ \t(\U000F0000-\U0010FFFF]*+)([A-Za-z][A-Za-z.~^_ &+,/-]{0,23}?)[ \t]*+([?)\]]*+)[ \t]*+(?:\\?:|\\;)[ \t]*+",
    re.MULTILINE,
)
VERSE_NUMBER = re.compile(r"^([ \t\U000F0000-\U0010FFFF]*+)(\d{1,2})[ \t]*[.):\]]?(?=\s|$)", re.MULTILINE)
DIGITS = re.compile(r"\d+[.)]?")
PERIOD = re.compile(r"(?<![A-Za-z~^])\.|\.(?![nNmDhac])")
REPH = re.compile(
    r"(?<=[aeiouAEIOU])([b-df-hj-np-tv-zBDGJKLNSTY]{1,3})\.r"
)  # `dad.r` for `dard`, whose `r` Devanagari draws last
NASAL_TOO_EARLY = re.compile(r"(?<=[A-Za-z])\.on\b")  # `haath.on`, for `haatho.n`
PERIOD_IN_WORD = re.compile(r"(?<=[A-Za-z])\.(?=[A-Za-z])(?![nNmDhac])")
APOSTROPHE_IN_WORD = re.compile(r"(?<=[A-Za-z])'(?=[A-Za-z])")  # `ta'arruf`: two separate vowels
NOT_ITRANS = re.compile("[^A-Za-z.~^_ \n\U000f0000-\U0010ffff]")
STRAY_SIGN = re.compile(r"(?<![RLN])\^|~(?![nN])")
BLANK = re.compile(r"[ \t]*+%?[ \t]*+")

Rule = Callable[[str, Song, Keep], str]


def drop_tags(body: str, _song: Song, _keep: Keep) -> str:
    """Remove leftovers of web pages, such as `<br>` and `&amp;`."""
    return TAG.sub(" ", body)


def drop_notes(body: str, _song: Song, keep: Keep) -> str:
    """Remove notes in `[…]`, `{…}` and `<…>` and keep them as marks; inside a word, only braces are removed."""
    return NOTE.sub(lambda found: keep.words("note", found.group()[1:-1]), without_braces(body))


def read_devanagari(body: str, _song: Song, _keep: Keep) -> str:
    """Convert words in Devanagari to ITRANS."""
    return DEVANAGARI.sub(lambda found: from_devanagari(found.group()), body)


def drop_elisions(body: str, _song: Song, keep: Keep) -> str:
    r"""Remove `\threedots` and `...`, which abbreviate an earlier line, and keep them as marks."""
    return ELISION.sub(lambda _: keep("elision", ""), body)


def drop_repeats(body: str, _song: Song, keep: Keep) -> str:
    r"""Remove counts such as `\-2` in `( … ) \-2` or `… \-2`, for what is sung twice, and keep them as marks."""
    pieces: list[str] = []
    open_brackets: list[int] = []  # their places among the pieces
    line_start, closed, last = 0, None, 0
    for found in BRACKET_OR_REPEAT.finditer(body):
        between, sign = body[last : found.start()], found.group()
        pieces.append(between)
        last = found.end()
        if between.strip(" \t"):
            closed = None
        if sign == "\n":
            line_start, closed = len(pieces) + 1, None
        elif sign == "(":
            open_brackets.append(len(pieces))
        elif sign == ")":
            closed = open_brackets.pop() if open_brackets else None
        else:
            start = closed if closed is not None else max([line_start, *open_brackets[-1:]])
            times = re.sub(r"\D", "", sign)
            opening, sign = keep.span(times if times in TIMES else "")
            pieces[start] = opening + pieces[start]
        pieces.append(sign)
    return "".join([*pieces, body[last:]])


def drop_cues(body: str, song: Song, keep: Keep) -> str:
    """Remove cues of who sings, such as `la:` at the start of a line, and keep them as marks.

    A label is a cue if it consists of abbreviations, names a singer of the song, is generic (such as `chorus:`), comes
    before several lines, or is alone on its line. Any other label is sung and loses only its colon.
    """
    voices = Voices(song, (label for _, label, _ in CUE.findall(body)))

    def take(found: re.Match) -> str:
        before, label, closing = found.groups()
        meant = voices.meaning(label, alone=body[found.end() : found.end() + 1] in ("\n", ""))
        if meant is None:
            return f"{before}{label}{closing} "
        return (before.replace("(", " ") if closing else before) + keep("cue", meant)

    return CUE.sub(take, body)


def drop_numbers(body: str, _song: Song, keep: Keep) -> str:
    """Remove verse numbers, which are kept as marks, and all other digits."""
    body = VERSE_NUMBER.sub(lambda found: found.group(1) + keep("number", found.group(2)), body)
    return DIGITS.sub(" ", body)


def drop_brackets(body: str, _song: Song, _keep: Keep) -> str:
    """Remove parentheses; the words inside are sung and stay."""
    return body.translate({ord("("): " ", ord(")"): " "})


def drop_punctuation(body: str, _song: Song, _keep: Keep) -> str:
    """Remove periods that are not part of a letter and characters without a sound; correct common typing errors."""
    body = APOSTROPHE_IN_WORD.sub("_", body)
    for error, correct in ((REPH, r"r\1"), (NASAL_TOO_EARLY, "o.n"), (PERIOD_IN_WORD, "")):
        body = error.sub(correct, body)
    return STRAY_SIGN.sub("", PERIOD.sub(" ", NOT_ITRANS.sub(" ", body)))


RULES: dict[str, Rule] = {
    "comments": drop_comments,
    "english": drop_english,
    "tags": drop_tags,
    "notes": drop_notes,
    "devanagari": read_devanagari,
    "elisions": drop_elisions,
    "repeats": drop_repeats,
    "cues": drop_cues,
    "numbers": drop_numbers,
    "brackets": drop_brackets,
    "hyphens": split_at_hyphens,
    "commands": drop_commands,
    "punctuation": drop_punctuation,
}


@dataclass(frozen=True)
class Change:
    """A line before and after a rule, without placeholders."""

    rule: str
    before: str
    after: str


@dataclass(frozen=True)
class Lyrics:
    """A cleaned song: verses of lines in canonical ITRANS, and marks; `written` are the words as in the file."""

    verses: list[list[str]]
    marks: list[Mark]
    written: set[str]
    changes: list[Change]


def clean(song: Song, left_out: Collection[str] = ()) -> Lyrics:
    """Apply all rules except those in `left_out` and return the lyrics.

    Blank lines of the body, and lines with only a `%`, separate verses; lines that become blank through a rule do not.
    Raise `Rejected` with `too_short` when too few lines or letters are left.
    """
    keep, changes = Keep(), []
    body = before = PRIVATE.sub(" ", song.body)
    for name, rule in RULES.items():
        if name not in left_out:
            after = rule(body, song, keep)
            if after != body:
                changes += _changed_lines(name, body, after)
            body = after
    verses, marks = _place(before.split("\n"), body.split("\n"), keep)
    lines = [line for verse in verses for line in verse]
    letters = sum(map(str.isalpha, "".join(lines)))
    if len(lines) < FEWEST_LINES or letters < FEWEST_LETTERS:
        raise Rejected("too_short", f"{len(lines)} lines and {letters} letters are left after cleaning")
    verse_ends, ends = set(), 0
    for verse in verses:
        ends += len(verse)
        verse_ends.add(ends - 1)
    marks = resolve_elisions(lines, verse_ends, marks)
    marks += refrains(lines, marks)
    written = set(without_placeholders(body).split())
    return Lyrics(verses, marks, written, changes)


def _changed_lines(rule: str, before: str, after: str) -> list[Change]:
    """Return the lines that a rule changed, with spaces collapsed and placeholders removed."""
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return [Change(rule, without_placeholders(old), without_placeholders(new)) for old, new in pairs if old != new]


def _place(originals: list[str], cleaned: list[str], keep: Keep) -> tuple[list[list[str]], list[Mark]]:
    """Return the verses of lines, and the marks with their places."""
    verses: list[list[str]] = [[]]
    found: dict[int, tuple[int, int]] = {}  # line and word by the number of the placeholder
    number, no_ends = 0, _blanks_below_translations(originals)
    for place, (original, line) in enumerate(zip(originals, cleaned, strict=True)):
        words: list[str] = []
        for piece in line.split():
            if PLACEHOLDER.match(piece):
                found[keep.number(piece)] = (number, len(words))
            elif not LETTERS_SPOKEN.isdisjoint(sounds(piece)):  # a nasal alone is not a word
                words.append(canonical(piece))
        if words:
            verses[-1].append(" ".join(words))
            number += 1
        elif place not in no_ends and BLANK.fullmatch(original):
            verses.append([])
    return [verse for verse in verses if verse], _marks(found, keep)


def _blanks_below_translations(originals: list[str]) -> set[int]:
    """Return the places of blank lines that only separate a line with its translation from the next line.

    If at least half of a song's lines have a comment below and then a blank line, its verses end at two blank lines.
    """
    blank = [BLANK.fullmatch(line) is not None for line in [*originals, ""]]
    comment = [line.lstrip().startswith("%") and not empty for line, empty in zip(originals, blank, strict=False)]
    below = {
        place for place in range(1, len(originals)) if comment[place - 1] and blank[place] and not blank[place + 1]
    }
    sung = len(originals) - sum(blank[:-1]) - sum(comment)
    return below if 2 * len(below) >= sung else set()


def _marks(found: dict[int, tuple[int, int]], keep: Keep) -> list[Mark]:
    """Return the marks in the order of their places; a repeat ends at the placeholder of its end."""
    ends = {
        int(text): found[place] for place, (kind, text) in enumerate(keep.taken) if kind == "end" and place in found
    }
    marks = []
    for place, start in found.items():
        kind, text = keep.taken[place]
        if kind != "end":
            marks.append(Mark(kind, *start, *ends.get(place, start), text))
    return sorted(marks, key=lambda mark: (mark.line, mark.word))
