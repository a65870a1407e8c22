"""Cleaning rules for the words themselves."""

import re
from functools import lru_cache

from geetkar.corpus.formats.song import Song
from geetkar.corpus.lyrics.rules.lines import ENDS, MARKS
from geetkar.corpus.lyrics.tokens import ENGLISH, WORD, Token
from geetkar.corpus.transliteration.itrans import WORDS_REMEMBERED

KEPT = MARKS | ENDS | {ENGLISH}
# Those of `ii{sh}var`; `{}` separates vowels in `na{}ii`, and says how letters are drawn in `jal{}dii`; a command, as
# in `diivaa{\threedots}naa`, says that a vowel is held long.
BRACES = re.compile(r"\{([A-Za-z.~^_]*)\}|\{\\[a-z]*\}")
BRACES_BETWEEN_VOWELS = re.compile(r"(?<=[aeiouAIU])\{\}(?=[aeiouAIU])")
REPH = re.compile(
    r"(?<=[aeiouAEIOU])([b-df-hj-np-tv-zBDGJKLNSTY]{1,3})\.r"
)  # `dad.r` for `dard`, whose `r` Devanagari draws last
NASAL_TOO_EARLY = re.compile(r"(?<=[A-Za-z])\.on\b")  # `haath.on`, for `haatho.n`
PERIOD_IN_WORD = re.compile(r"(?<=[A-Za-z])\.(?=[A-Za-z])(?![nNmDhac])")
PERIOD = re.compile(r"(?<![A-Za-z~^])\.|\.(?![nNmDhac])")
APOSTROPHE = re.compile("['\u2019]")
NOT_ITRANS = re.compile("[^A-Za-z.~^_ ]")
STRAY_SIGN = re.compile(r"(?<![RLN])\^|~(?![nN])")


def correct_words(tokens: list[Token], _song: Song) -> list[Token]:
    """Remove periods that are not part of a letter and characters without a sound; correct common typing errors."""
    kept: list[Token] = []
    for token in tokens:
        if token.kind == WORD:
            words = corrected(token.text)
            kept += [token] if words == (token.text,) else [Token(WORD, word, token.start, token.end) for word in words]
        elif token.kind in KEPT:
            kept.append(token)
    return kept


@lru_cache(WORDS_REMEMBERED)
def corrected(word: str) -> tuple[str, ...]:
    """Return a word as typed as the words that are meant."""
    word = BRACES.sub(r"\1", BRACES_BETWEEN_VOWELS.sub("_", APOSTROPHE.sub("_", word)))
    for error, correct in ((REPH, r"r\1"), (NASAL_TOO_EARLY, "o.n"), (PERIOD_IN_WORD, "")):
        word = error.sub(correct, word)
    return tuple(STRAY_SIGN.sub("", PERIOD.sub(" ", NOT_ITRANS.sub(" ", word))).split())
