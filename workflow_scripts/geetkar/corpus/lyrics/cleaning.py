r"""Clean a song's body: from text as contributors typed it to verses of lines of words, with marks.

The body is read into tokens once; `RULES` lists the rules that are then applied to them, in their order. Information
that a rule removes, such as who sings, is kept as a token that becomes a mark. The docstrings of the rules are shown on
the corpus page.
"""

import math
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from geetkar.corpus.formats.song import Rejected, Song
from geetkar.corpus.lyrics.lexer import DEVANAGARI, FOREIGN, read_tokens
from geetkar.corpus.lyrics.marks import Mark
from geetkar.corpus.lyrics.roles import UNKNOWN
from geetkar.corpus.lyrics.rules.english import drop_english_lines, find_english, read_english
from geetkar.corpus.lyrics.rules.labels import drop_numbers, read_cues
from geetkar.corpus.lyrics.rules.lines import ENDS, MARKS, text_of
from geetkar.corpus.lyrics.rules.markup import (
    drop_brackets,
    drop_commands,
    drop_comments,
    drop_tags,
    join_translated,
    read_elisions,
    split_at_hyphens,
)
from geetkar.corpus.lyrics.rules.remarks import read_glosses, read_notes, read_remarks
from geetkar.corpus.lyrics.rules.repeats import read_repeats
from geetkar.corpus.lyrics.rules.scripts import read_devanagari, read_diacritics, read_roman
from geetkar.corpus.lyrics.rules.words import correct_words
from geetkar.corpus.lyrics.singing import place, sing
from geetkar.corpus.lyrics.tokens import ENGLISH, WORD, Token
from geetkar.corpus.transliteration.as_written import read_as_written
from geetkar.corpus.transliteration.itrans import CONSONANT_SOUNDS, VOWEL_SOUNDS, WORDS_REMEMBERED, canonical, sounds
from geetkar.workflow.song_scripts import AS_WRITTEN

SPELLED = ENDS | MARKS | {ENGLISH}
FEWEST_LINES = 2
LETTERS_SPOKEN = VOWEL_SOUNDS | CONSONANT_SOUNDS
FEWEST_LETTERS = 20
LINES_TRIED = 3  # when looking for an example of what a rule does

Rule = Callable[[list[Token], Song], list[Token]]

RULES: dict[str, Rule] = {
    "comments": drop_comments,
    "translations": join_translated,
    "tags": drop_tags,
    "english": read_english,
    "unmarked_english": find_english,
    "remarks": read_remarks,
    "notes": read_notes,
    "glosses": read_glosses,
    "devanagari": read_devanagari,
    "diacritics": read_diacritics,
    "roman": read_roman,
    "elisions": read_elisions,
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
    """What a rule changed: the tokens before and after it, and the places where the song's lines start."""

    rule: str
    before: list[Token]
    after: list[Token]
    line_starts: list[int]

    @cached_property
    def numbers(self) -> list[int]:
        """The numbers of the lines that were changed, in their order."""
        old, new = set(map(id, self.before)), set(map(id, self.after))
        changed = chain(
            (token for token in self.before if id(token) not in new),
            (token for token in self.after if id(token) not in old),
        )
        return sorted({bisect_right(self.line_starts, token.start) - 1 for token in changed})

    def example(self) -> tuple[str, str] | None:
        """Return a line before and after the rule, without marks; `None` if nothing is left of the lines tried."""
        for number in self.numbers[-LINES_TRIED:]:
            start, end = (*self.line_starts, math.inf)[number : number + 2]
            before, after = (
                text_of(token for token in tokens if start <= token.start < end) for tokens in (self.before, self.after)
            )
            if after and after != before:
                return before, after
        return None


@dataclass(frozen=True)
class Lyrics:
    """A cleaned song: verses of lines in canonical ITRANS, their roles, and marks; `written` are the words as typed."""

    verses: list[list[str]]
    roles: list[str]
    marks: list[Mark]
    written: set[str]
    changes: list[Change]


def clean(song: Song, left_out: Collection[str] = (), repeats: str = "complete", english: str = "keep") -> Lyrics:
    """Apply all rules except those in `left_out` and return the lyrics, in one of the `FORMS` of `singing.py`.

    The rules are for Hindi; songs as written are read without them. With `english="drop"`, lines with English in them
    become notes. Raise `Rejected` with `other_script` when most letters are of a script that is not read, and with
    `too_short` when too few lines or letters are left.
    """
    if song.script == AS_WRITTEN:
        tokens, changes = read_as_written(song.body), []
        sung = place(sing(tokens, repeats), song.body, str.casefold)
        sung.roles = [UNKNOWN] * len(sung.verses)  # those of other songs than Hindi ones are not known
    else:
        tokens, changes = _apply_rules(song, left_out)
        tokens = drop_english_lines(tokens, song) if english == "drop" else tokens
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
    _check_script(tokens)
    line_starts = [0, *(token.end for token in tokens if token.kind in ENDS)]
    for name, rule in RULES.items():
        if name not in left_out:
            before, tokens = tokens, rule(tokens, song)
            if tokens is not before and tokens != before:
                changes.append(Change(name, before, tokens, line_starts))
    return tokens, changes


def _check_script(tokens: list[Token]) -> None:
    """Raise `Rejected` when more than half of the letters are of scripts that are not read."""
    foreign = "".join(token.text for token in tokens if token.kind == FOREIGN)
    letters = sum(len(token.text) for token in tokens if token.kind in (WORD, DEVANAGARI))
    if len(foreign) > letters:
        scripts = Counter(unicodedata.name(letter, "unknown").split()[0] for letter in foreign)
        script = scripts.most_common(1)[0][0].title()
        raise Rejected("other_script", f"{len(foreign)} of {len(foreign) + letters} letters are {script}")


def spell(tokens: list[Token]) -> list[Token]:
    """Return the words in canonical spelling, without those that have no letter with a sound, and the marks."""
    kept = []
    for token in tokens:
        if token.kind == WORD:
            if word := _spelled(token.text):
                kept.append(token if word == token.text else Token(WORD, word, token.start, token.end))
        elif token.kind in SPELLED:
            kept.append(token)
    return kept


@lru_cache(WORDS_REMEMBERED)
def _spelled(word: str) -> str:
    """Return a word in canonical spelling; nothing for one without a letter with a sound, such as a nasal alone."""
    return "" if LETTERS_SPOKEN.isdisjoint(sounds(word)) else canonical(word)
