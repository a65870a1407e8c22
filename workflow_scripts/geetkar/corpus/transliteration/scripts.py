"""Recognize the script of a text: ITRANS, casual roman, or Devanagari."""

import re

WORD = re.compile(r"[A-Za-z][A-Za-z.~^_]*")
# Spellings of ITRANS that people hardly ever type otherwise: a doubled `i` or `u`, a period or sign within a word, a
# capital after a small letter.
ONLY_ITRANS = re.compile(r"ii|uu|[a-z][TDNSKGLMIUR]|[A-Za-z][.~_][A-Za-z]|~[nN]|R\^i")
LEAST_ITRANS = 0.05  # share of the words; docs/itrans.md has the measurement
DEVANAGARI = re.compile("[\u0900-\u0963\u0970-\u097f]")
LATIN = re.compile("[A-Za-z]")


def recognize_script(text: str) -> str:
    """Return `devanagari`, `itrans` or `roman`, as most words of a text are written."""
    if len(DEVANAGARI.findall(text)) > len(LATIN.findall(text)):
        return "devanagari"
    words = WORD.findall(text)
    return "itrans" if sum(map(_is_itrans, words)) > LEAST_ITRANS * len(words) else "roman"


def _is_itrans(word: str) -> bool:
    return ONLY_ITRANS.search(word) is not None
