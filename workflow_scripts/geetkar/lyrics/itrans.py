r"""ITRANS: Hindi in ASCII letters, where case and some periods are part of a letter.

Source: the ITRANS 5.3/6.0 transliteration tables, with the archive's habits. One sound has several
spellings there (`aa` and `A`; `ii`, `I` and `ee`; `.n`, `M` and `.m`); `canonical` writes each in one way,
the archive's commonest. From canonical ITRANS come Devanagari and the casual roman that people type.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from indic_transliteration import sanscript

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
    "kSh": "kSh", "kshh": "kSh", "x": "kSh", "GY": "GY", "j~n": "GY",
}  # fmt: skip

NASALS = {".n": ".n", ".m": ".n", "M": ".n", ".N": ".N"}
MARKS = {"H": "H", ".a": ".a", ".c": ".c"}

SPELLINGS = VOWELS | CONSONANTS | NASALS | MARKS
LETTERS = frozenset("".join(SPELLINGS))
SOUND = re.compile("|".join(re.escape(spelling) for spelling in sorted(SPELLINGS, key=len, reverse=True)))

# A nasal of the same place as the stop after it is what anusvara stands for.
HOMORGANIC = {"~N": {"k", "kh", "g", "gh"}, "~n": {"ch", "chh", "j", "jh"}}

ROMAN = {
    "ii": "i", "uu": "u", "R^i": "ri",
    "~N": "n", "~n": "n", "T": "t", "Th": "th", "D": "d", "Dh": "dh", "N": "n", "L": "l", "Sh": "sh",
    "K": "kh", "G": "gh", ".D": "d", ".Dh": "dh", "kSh": "ksh", "GY": "gy",
    "H": "h", ".a": "", ".c": "",
}  # fmt: skip
LABIALS = {"p", "ph", "b", "bh", "m"}

SCRIPTS = ("itrans", "roman", "devanagari")


@lru_cache(maxsize=200_000)
def sounds(word: str) -> tuple[str, ...]:
    """A word's sounds, each in its canonical spelling.

    What is no letter of ITRANS parts sounds and is left out (`_` in `ga_ii`, `.h`); a capital that ITRANS
    does not know is read as small.
    """
    known = "".join(letter if letter in LETTERS else letter.lower() for letter in word.replace(".h", "_"))
    read = [SPELLINGS[match.group()] for match in SOUND.finditer(known)]
    for place, (sound, following) in enumerate(pairwise(read)):
        if following in HOMORGANIC.get(sound, ()):
            read[place] = ".n"
    return tuple(read)


def canonical(word: str) -> str:
    """A word in canonical ITRANS; two vowels side by side are parted by `_`, as in `ga_ii`."""
    return _spell(sounds(word))


@lru_cache(maxsize=200_000)
def to_devanagari(word: str) -> str:
    """A word in Devanagari (NFC); one that ends in a consonant ends without virama, as Hindi is written."""
    read = sounds(word)
    inherent = "a" if read and _is_consonant(read[-1]) else ""
    written = sanscript.transliterate(_spell(read) + inherent, sanscript.ITRANS, sanscript.DEVANAGARI)
    return unicodedata.normalize("NFC", written)


@lru_cache(maxsize=200_000)
def to_roman(word: str) -> str:
    """A word as people type it: `karanaa` is `karna`, `baate.n` is `baate`.

    Schwas that Hindi does not speak are left out, `ii` and `uu` lose their length, `aa` loses it at a word's
    end, dotted letters lose their dots. A nasal is `n` (`m` before labials); at a word's end it is kept after
    `aa`, `ai` and `ii` only (`jahaan`, `hain`, `nahin`).
    """
    read = _without_silent_schwas(sounds(word))
    written = []
    for place, sound in enumerate(read):
        if sound in NASALS:
            following = read[place + 1] if place + 1 < len(read) else ""
            if following or (place and read[place - 1] in ("aa", "ai", "ii")):
                written.append("m" if following in LABIALS else "n")
        else:
            written.append(ROMAN.get(sound, sound))
    if len(written) > 1 and written[-1] == "aa":
        written[-1] = "a"
    return "".join(written)


WRITERS = {"itrans": canonical, "roman": to_roman, "devanagari": to_devanagari}


def write_in_script(line: str, script: str) -> str:
    """A line of ITRANS words in `itrans` (canonical), `roman` or `devanagari`, parted by single spaces."""
    return " ".join(filter(None, map(WRITERS[script], line.split())))


def _without_silent_schwas(read: tuple[str, ...]) -> list[str]:
    """Leave out each `a` between VC and CV, from right to left, and a last one after a single consonant.

    Source: M. Ohala, "Aspects of Hindi Phonology" (1983), the schwa deletion rule, without its exceptions at
    the seams of words.
    """
    spoken = list(read)
    if len(spoken) > 2 and spoken[-1] == "a" and _is_consonant(spoken[-2]) and not _is_consonant(spoken[-3]):
        del spoken[-1]
    for place in range(len(spoken) - 3, 1, -1):
        before, after = spoken[place - 2 : place], spoken[place + 1 : place + 3]
        if (
            spoken[place] == "a"
            and not _is_consonant(before[0])
            and _is_consonant(before[1])
            and _is_consonant(after[0])
            and after[1] in VOWEL_SOUNDS
        ):
            del spoken[place]
    return spoken


VOWEL_SOUNDS = frozenset(VOWELS.values())
CONSONANT_SOUNDS = frozenset(CONSONANTS.values())


def _is_consonant(sound: str) -> bool:
    return sound in CONSONANT_SOUNDS


def _spell(read: tuple[str, ...]) -> str:
    parts = []
    for before, sound in zip(("", *read), read, strict=False):
        parts.append("_" if before in VOWEL_SOUNDS and sound in VOWEL_SOUNDS else "")
        parts.append(sound)
    return "".join(parts)
