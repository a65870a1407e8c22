r"""Clean a song's body: from text as contributors typed it to verses of lines of words, with marks.

The body is read into tokens once; `RULES` lists the rules that are then applied to them, in their order. Information
that a rule removes, such as who sings, is kept as a token that becomes a mark. The docstrings of the rules are shown on
the corpus page.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Collection
from dataclasses import dataclass

from geetkar.corpus.as_written import read_as_written
from geetkar.corpus.formats.song import Rejected, Song
from geetkar.corpus.itrans import CONSONANT_SOUNDS, VOWEL_SOUNDS, canonical, sounds
from geetkar.corpus.lexer import read_tokens
from geetkar.corpus.marks import Mark
from geetkar.corpus.roles import UNKNOWN
from geetkar.corpus.rules.english import read_english
from geetkar.corpus.rules.labels import drop_numbers, read_cues
from geetkar.corpus.rules.lines import ENDS, MARKS, text_of
from geetkar.corpus.rules.markup import (
    drop_brackets,
    drop_commands,
    drop_comments,
    drop_elisions,
    drop_notes,
    drop_tags,
    join_translated,
    split_at_hyphens,
)
from geetkar.corpus.rules.repeats import read_repeats
from geetkar.corpus.rules.scripts import read_devanagari, read_roman
from geetkar.corpus.rules.words import correct_words
from geetkar.corpus.singing import place, sing
from geetkar.corpus.tokens import ENGLISH, WORD, Token
from geetkar.workflow.song_scripts import AS_WRITTEN

FEWEST_LINES = 2
LETTERS_SPOKEN = VOWEL_SOUNDS | CONSONANT_SOUNDS
FEWEST_LETTERS = 20
LINES_TRIED = 3  # when looking for an example of what a rule does

Rule = Callable[[list[Token], Song], list[Token]]

RULES: dict[str, Rule] = {
    "comments": drop_comments,
    "translations": join_translated,
    "english": read_english,
    "tags": drop_tags,
    "notes": drop_notes,
    "devanagari": read_devanagari,
    "roman": read_roman,
    "elisions": drop_elisions,
    "repeats": read_repeats,
    "cues": read_cues,
    "numbers": drop_numbers,
    "brackets": drop_brackets,
    "hyphens": split_at_hyphens,
    "commands": drop_commands,
    "punctuation": correct_words,
}


@dataclass(frozen=True)
class Change:
    """The number of lines that a rule changed, with one of them before and after the rule, without marks.

    The example is empty if nothing visible is left of the lines.
    """

    rule: str
    lines: int
    before: str
    after: str


@dataclass(frozen=True)
class Lyrics:
    """A cleaned song: verses of lines in canonical ITRANS, their roles, and marks; `written` are the words as typed."""

    verses: list[list[str]]
    roles: list[str]
    marks: list[Mark]
    written: set[str]
    changes: list[Change]


def clean(song: Song, left_out: Collection[str] = (), repeats: str = "complete") -> Lyrics:
    """Apply all rules except those in `left_out` and return the lyrics, in one of the `FORMS` of `singing.py`.

    The rules are for Hindi; songs as written are read without them. Raise `Rejected` with `too_short` when too few
    lines or letters are left.
    """
    if song.script == AS_WRITTEN:
        tokens, changes = read_as_written(song.body), []
        sung = place(sing(tokens, repeats), song.body, str.casefold)
        sung.roles = [UNKNOWN] * len(sung.verses)  # those of other songs than Hindi ones are not known
    else:
        tokens, changes = _apply_rules(song, left_out)
        sung = place(sing(spell(tokens), repeats), song.body)
    written = {token.text for token in tokens if token.kind == WORD}
    lines = [line for verse in sung.verses for line in verse]
    letters = sum(map(str.isalpha, "".join(lines)))
    if len(lines) < FEWEST_LINES or letters < FEWEST_LETTERS:
        raise Rejected("too_short", f"{len(lines)} lines and {letters} letters are left after cleaning")
    return Lyrics(sung.verses, sung.roles, sung.marks, written, changes)


def _apply_rules(song: Song, left_out: Collection[str]) -> tuple[list[Token], list[Change]]:
    """Return the tokens of a song after all rules except those in `left_out`, and what the rules changed."""
    tokens, changes = read_tokens(song.body, song.markup), []
    line_starts = [0, *(token.end for token in tokens if token.kind in ENDS)]
    for name, rule in RULES.items():
        if name not in left_out:
            before, tokens = tokens, rule(tokens, song)
            if tokens is not before and tokens != before:
                changes.append(_change(name, before, tokens, line_starts))
    return tokens, changes


def spell(tokens: list[Token]) -> list[Token]:
    """Return the words in canonical spelling, without those that have no letter with a sound, and the marks."""
    kept = []
    for token in tokens:
        if token.kind == WORD:
            if not LETTERS_SPOKEN.isdisjoint(sounds(token.text)):  # a nasal alone is not a word
                word = canonical(token.text)
                kept.append(token if word == token.text else Token(WORD, word, token.start, token.end))
        elif token.kind == ENGLISH or token.kind in ENDS or token.kind in MARKS:
            kept.append(token)
    return kept


def _change(rule: str, before: list[Token], after: list[Token], line_starts: list[int]) -> Change:
    """Return the change that a rule made, with an example: a line of which something is left."""
    old, new = set(map(id, before)), set(map(id, after))
    changed = [token for token in before if id(token) not in new] + [token for token in after if id(token) not in old]
    numbers = {bisect_right(line_starts, token.start) - 1 for token in changed}
    for number in sorted(numbers)[-LINES_TRIED:]:
        start, end = line_starts[number], line_starts[number + 1] if number + 1 < len(line_starts) else math.inf
        old_text, new_text = (
            text_of(token for token in tokens if start <= token.start < end) for tokens in (before, after)
        )
        if new_text and new_text != old_text:
            return Change(rule, len(numbers), old_text, new_text)
    return Change(rule, len(numbers), "", "")
