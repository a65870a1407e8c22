r"""The letters of ITRANS: their spellings, and the sounds that they stand for.

Source: the ITRANS 5.3/6.0 transliteration tables, with additions for the archive. A sound can have several spellings
(`aa` and `A`; `ii`, `I` and `ee`; `.n`, `M` and `.m`); each table has the canonical one by spelling. docs/itrans.md has
the same tables.
"""

import re

VOWELS = {
    "aa": "aa", "A": "aa", "ai": "ai", "au": "au", "a": "a",
    "ii": "ii", "I": "ii", "ee": "ii", "i": "i",
    "uu": "uu", "U": "uu", "oo": "uu", "u": "u",
    "e": "e", "E": "e", "o": "o", "O": "o",
    "R^i": "R^i", "RRi": "R^i", "R^I": "R^i", "RRI": "R^i",
}  # fmt: skip

CONSONANTS = {
    "k": "k", "kh": "kh", "g": "g", "gh": "gh", "~N": "~N", "N^": "~N",
    "c": "ch", "ch": "ch", "chh": "chh", "Ch": "chh", "j": "j", "jh": "jh", "~n": "~n", "JN": "~n",
    "T": "T", "Th": "Th", "D": "D", "Dh": "Dh", "N": "N",
    "t": "t", "th": "th", "d": "d", "dh": "dh", "n": "n",
    "p": "p", "ph": "ph", "b": "b", "bh": "bh", "m": "m",
    "y": "y", "Y": "y", "r": "r", "l": "l", "L": "L", "v": "v", "w": "v",
    "sh": "sh", "Sh": "Sh", "shh": "Sh", "S": "Sh", "s": "s", "h": "h",
    "q": "q", "K": "K", "Kh": "K", "G": "G", "z": "z", "J": "z", "f": "f",
    ".D": ".D", "R": ".D", ".Dh": ".Dh", "Rh": ".Dh",
    "kSh": "kSh", "kshh": "kSh", "x": "kSh", "GY": "GY", "j~n": "GY", "dny": "GY",
}  # fmt: skip

NASALS = {".n": ".n", ".m": ".n", "M": ".n", ".N": ".N"}
MARKS = {"H": "H", ".a": ".a", ".c": ".c"}
WHOLE_WORDS = {"OM": ("OM",), "AUM": ("OM",), "SRI": ("sh", "r", "ii"), "SHRI": ("sh", "r", "ii")}

SPELLINGS = VOWELS | CONSONANTS | NASALS | MARKS
LETTERS = frozenset("".join(SPELLINGS))
VOWEL_SOUNDS = frozenset([*VOWELS.values(), "OM"])
CONSONANT_SOUNDS = frozenset(CONSONANTS.values())

# `gaii` is `ga_ii`, not `gai_i`.
BEFORE_ANOTHER_VOWEL = {"ai": "ai(?!i)", "au": "au(?!u)"}
SOUND = re.compile(
    "|".join(
        BEFORE_ANOTHER_VOWEL.get(spelling, re.escape(spelling)) for spelling in sorted(SPELLINGS, key=len, reverse=True)
    )
)


def is_consonant(sound: str) -> bool:
    """Return whether a sound is a consonant, not a vowel, a nasal sign or another mark."""
    return sound in CONSONANT_SOUNDS
