"""Read Hindi in IAST, the roman of scholars with diacritics: `nadī kināre` is `nadii kinaare`.

Source: ISO 15919 and the practice of Hindi dictionaries (R. S. McGregor, "The Oxford Hindi-English Dictionary"), whose
letters for borrowed and nasal sounds indic_transliteration does not read.
"""

import re
import unicodedata

LETTERS = {
    "ā": "aa", "ī": "ii", "ū": "uu", "ē": "e", "ō": "o", "r̥": "R^i", "ṛh": ".Dh", "ṛ": ".D",
    "m̐": ".N", "ṃ": ".n", "ṁ": ".n", "ḥ": "H", "ṅ": "~N", "ñ": "~n", "ṭ": "T", "ḍ": "D", "ṇ": "N", "ś": "sh", "ṣ": "Sh",
    "ḷ": "L", "ḵh": "K", "k̲h": "K", "ḳh": "K", "ġh": "G", "ġ": "G", "ẓ": "z", "ẕ": "z", "ż": "z", "z̤": "z",
    "s̤": "s", "ṯ": "t", "ẖ": "h",
}  # fmt: skip
DECOMPOSED = {unicodedata.normalize("NFD", letter): itrans for letter, itrans in LETTERS.items()}
LETTER = re.compile("|".join(sorted(DECOMPOSED, key=len, reverse=True)))
NASAL_VOWEL = re.compile("([aeiou]\u0304?)\u0303([iu]?)")  # the tilde of `kahā̃`, and of the diphthong in `hãi`
VOCALIC_R = re.compile("(?<![aeiou\u0304])r\u0323")  # `kṛṣṇa`; after a vowel it is the flap of `ghoṛā`
PALATAL = re.compile("c(h?)")

LONGEST_WORD = 200  # letters
LEAST_MARKED = 0.2  # share of a text's words with such letters; `is_iast` says what it decides


def is_iast(text: str) -> bool:
    """Return whether a text is in IAST; a word here and there with a diacritic can be a misprint."""
    if text.isascii():
        return False
    words = text.lower().split()
    marked = (word for word in words if not word.isascii())
    return sum(LETTER.search(_decomposed(word)) is not None for word in marked) > LEAST_MARKED * len(words)


def from_iast(word: str, *, plain_ch: bool) -> str:
    """Return the ITRANS of a word; with `plain_ch`, `ch` is as in `chalo`, otherwise `c` is (and `ch` aspirated)."""
    letters = _decomposed(word.lower())
    if not plain_ch:
        letters = PALATAL.sub(r"ch\1", letters)
    letters = VOCALIC_R.sub("R^i", NASAL_VOWEL.sub("\\1\\2m\u0310", letters))
    written = LETTER.sub(lambda found: DECOMPOSED[found.group()], letters)
    return "".join(sign for sign in written if not unicodedata.combining(sign))


def _decomposed(word: str) -> str:
    """Return a word with its diacritics as characters of their own.

    Python takes quadratic time for long runs of them, so words are cut.
    """
    return unicodedata.normalize("NFD", word[:LONGEST_WORD])
