r"""ITRANS: Hindi in ASCII letters, where case and some periods are part of a letter.

Source: the ITRANS 5.3/6.0 transliteration tables, with the archive's habits. One sound has several
spellings there (`aa` and `A`; `ii`, `I` and `ee`; `.n`, `M` and `.m`); `canonical` writes each in one way.
From canonical ITRANS come Devanagari, which reads back to the same ITRANS, and the casual roman that people
type. docs/itrans.md has the tables and the reasons.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
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

# A nasal before a stop of its own place is anusvara, as standard Hindi spelling has it (Central Hindi Directorate,
# "Devanagari Lipi tatha Hindi Vartani ka Manakikaran"): `sundar` is `su.ndar`. Before retroflex and palatal stops
# contributors type a plain `n`.
HOMORGANIC = {
    "~N": {"k", "kh", "g", "gh"},
    "~n": {"ch", "chh", "j", "jh"},
    "N": {"T", "Th", "D", "Dh"},
    "n": {"t", "th", "d", "dh", "T", "Th", "D", "Dh", "ch", "chh", "j", "jh"},
    "m": {"p", "ph", "b", "bh"},
}

ROMAN = {
    "ii": "i", "uu": "u", "R^i": "ri",
    "~N": "n", "~n": "n", "T": "t", "Th": "th", "D": "d", "Dh": "dh", "N": "n", "L": "l", "Sh": "sh",
    "K": "kh", "G": "gh", ".D": "d", ".Dh": "dh", "kSh": "ksh", "GY": "gy",
    "H": "h", ".a": "", ".c": "",
}  # fmt: skip
LABIALS = {"p", "ph", "b", "bh", "m"}

# Endings that begin a syllable: `samajhakar` is `samajhkar`, though `ajanabii` is `ajnabi`.
ENDINGS = {
    tuple(SOUND.findall(ending))
    for ending in (
        *("naa", "nii", "ne", "taa", "tii", "te", "kar", "ke", "nevaalaa", "nevaalii", "nevaale"),
        *("vaa", "vaalaa", "vaalii", "vaale", "daar", "gaar", "baan", "baanii", "baa", "naak", "pan", "haar"),
    )
}
LONGEST_ENDING = max(map(len, ENDINGS))

SCRIPTS = ("itrans", "roman", "devanagari")


VOWEL_SOUNDS = frozenset(VOWELS.values())
CONSONANT_SOUNDS = frozenset(CONSONANTS.values())
SHORT_VOWELS = {"a", "i", "u"}
ABOVE_THE_LINE = {"i", "ii", "e", "ai", "o", "au"}  # vowels whose signs do, after a consonant
ABOVE_THE_LINE_ALONE = {"ii", "ai", "o", "au"}  # and whose letters do
FUTURE = {("g", "aa"), ("g", "ii"), ("g", "e")}
CONJUNCTS = {("k", "Sh"): "kSh", ("j", "~n"): "GY"}
SPOKEN_WITH_SCHWA = {("Sh", "N"), ("t", "r"), ("d", "r"), ("t", "v"), ("sh", "v"), ("s", "v")}

WORDS_REMEMBERED = 2**15  # most words of a corpus are few words again and again


@lru_cache(WORDS_REMEMBERED)
def sounds(word: str) -> tuple[str, ...]:
    """A word's sounds, each in its canonical spelling.

    What is no letter of ITRANS parts sounds and is left out (`_` in `ga_ii`, `.h`); a capital that ITRANS
    does not know is read as small. A last `a` that Hindi does not speak is left out (`raama` is `raam`), one
    that it speaks is written (`chandr` is `cha.ndra`).
    """
    known = "".join(letter if letter in LETTERS else letter.lower() for letter in word.replace(".h", "_"))
    read = [SPELLINGS[match.group()] for match in SOUND.finditer(known)]
    # `k_Sh` and `j_~n` are the one conjunct that Devanagari writes for them.
    for place in range(len(read) - 2, -1, -1):
        if joined := CONJUNCTS.get((read[place], read[place + 1])):
            read[place : place + 2] = [joined]
    for place, (sound, following) in enumerate(pairwise(read)):
        if following in HOMORGANIC.get(sound, ()):
            read[place] = ".n"
    _write_last_nasal(read)
    if len(read) > 2 and read[-1] == "a" and _is_consonant(read[-2]) and not _speaks_last_schwa(read[:-1]):
        del read[-1]
    elif read and _is_consonant(read[-1]) and not VOWEL_SOUNDS.isdisjoint(read) and _speaks_last_schwa(read):
        read.append("a")
    return tuple(read)


def _write_last_nasal(read: list[str]) -> None:
    """Chandrabindu or anusvara as Hindi writes them at a word's end and before the ending of the future.

    Contributors type both: `huu.n` is `huu.N`, `nahii.N` is `nahii.n`. A vowel that reaches above the line leaves no
    room for the bow (Central Hindi Directorate, as above). After a short `a` both are words: `ha.N`, Sanskrit `vana.n`.
    """
    place = len(read) - (3 if tuple(read[-2:]) in FUTURE else 1)
    if place < 1 or read[place] not in (".n", ".N") or read[place - 1] not in VOWEL_SOUNDS - {"a"}:
        return
    above = ABOVE_THE_LINE if place > 1 and _is_consonant(read[place - 2]) else ABOVE_THE_LINE_ALONE
    read[place] = ".n" if read[place - 1] in above else ".N"


@lru_cache(WORDS_REMEMBERED)
def canonical(word: str) -> str:
    """A word in canonical ITRANS: `_` parts sounds that would be read as one, as in `ga_ii`."""
    return _spell(sounds(word))


@lru_cache(WORDS_REMEMBERED)
def to_devanagari(word: str) -> str:
    """A word in Devanagari (NFC).

    One that ends in a consonant ends without virama, as Hindi is written, unless a reader would then speak an
    `a` (`hm` is `ह्म्`).
    """
    read = sounds(word)
    silent = read and _is_consonant(read[-1]) and not _speaks_last_schwa(read)
    return _in_devanagari((*read, "a") if silent else read)


@lru_cache(WORDS_REMEMBERED)
def from_devanagari(word: str) -> str:
    """A word of Devanagari in canonical ITRANS; characters that are no Devanagari letters are left out.

    A last consonant without virama has the vowel `a` where Hindi speaks it: `कृष्ण` is `kR^iShNa`, `कमल` is
    `kamal`.
    """
    read: list[str] = []
    for match in DEVANAGARI_LETTER.finditer(_apart(unicodedata.normalize("NFC", word))):
        sign = match.group()
        if sign == VIRAMA:
            if read[-1:] == ["a"]:
                del read[-1]
        elif sign in VOWEL_SIGNS:
            read[-1:] = [VOWEL_SIGNS[sign]]
        elif (sound := DEVANAGARI_SOUNDS[sign]) in CONSONANT_SOUNDS:
            read += [sound, "a"]
        else:
            read.append(sound)
    return canonical(_spell(read))


@lru_cache(WORDS_REMEMBERED)
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


def round_trip_failures(verses: list[list[str]]) -> list[dict[str, str]]:
    """Words that do not come back from Devanagari as they were, with what they came back as; none is expected."""
    words = dict.fromkeys(word for verse in verses for line in verse for word in line.split())
    trips = ((word, to_devanagari(word)) for word in words)
    return [
        {"itrans": word, "devanagari": written, "back": back}
        for word, written in trips
        if (back := from_devanagari(written)) != word
    ]


def _without_silent_schwas(read: tuple[str, ...]) -> list[str]:
    """Leave out the schwas that Hindi does not speak: a last one, one before an ending, the others from the left.

    Source: the schwa deletion rule of M. Ohala, "Aspects of Hindi Phonology" (1983). Its exceptions at the seams
    of words are made for `ENDINGS` alone.
    """
    spoken = list(read)
    if len(spoken) > 2 and spoken[-1] == "a" and _is_consonant(spoken[-2]) and not _is_consonant(spoken[-3]):
        del spoken[-1]
    for place in [_before_ending(spoken), *range(2, len(spoken))]:
        # `sunaharaa` is `sunahra`: of two around an `h`, the second goes.
        if _is_silent(spoken, place) and not (spoken[place + 1] == "h" and _is_silent(spoken, place + 2)):
            del spoken[place]
    return spoken


def _is_silent(spoken: list[str], place: int) -> bool:
    """Whether the sound at a place is an `a` between a vowel with one consonant and a consonant with a vowel."""
    return (
        2 <= place < len(spoken) - 2
        and spoken[place] == "a"
        and _is_consonant(spoken[place - 1])
        and not _ends_in_consonant(spoken[max(0, place - 3) : place - 1])
        and _is_consonant(spoken[place + 1])
        and spoken[place + 2] in VOWEL_SOUNDS
    )


def _before_ending(spoken: list[str]) -> int:
    """The place before the longest ending that a word has; the place after the word where it has none."""
    end = len(spoken) - (spoken[-1:] in ([".n"], [".N"]))
    for length in range(LONGEST_ENDING, 0, -1):
        if tuple(spoken[max(0, end - length) : end]) in ENDINGS:
            return end - length - 1
    return len(spoken)


def _ends_in_consonant(read: Sequence[str]) -> bool:
    """Whether the last sound is a consonant, as anusvara is after a short vowel (`zi.ndagii`, not `khii.nchanaa`)."""
    if read[-1] == ".n":
        return len(read) > 1 and read[-2] in SHORT_VOWELS
    return _is_consonant(read[-1])


def _speaks_last_schwa(read: Sequence[str]) -> bool:
    """Whether Hindi speaks `a` after these sounds, the last of which is a consonant.

    It does in a word without another vowel (`na`) and after some clusters of Sanskrit words (`satya`,
    `mitra`, `kR^iShNa`, `vishva`); not after a single consonant (`raam`), nor where the cluster can be
    spoken without it (`dharm`, `dost`, `husn`).
    """
    if not any(sound in VOWEL_SOUNDS for sound in read):
        return True
    before, last = read[-2:]
    return last == "GY" or (_is_consonant(before) and (last == "y" or (before, last) in SPOKEN_WITH_SCHWA))


def _is_consonant(sound: str) -> bool:
    return sound in CONSONANT_SOUNDS


def _spell(read: Sequence[str]) -> str:
    """Sounds as one word, with `_` where two would be read as one or as others."""
    parts = []
    for before, sound in zip(("", *read), read, strict=False):
        parts += ["_", sound] if _run_together(before, sound) else [sound]
    return "".join(parts)


@cache
def _run_together(before: str, sound: str) -> bool:
    if before in VOWEL_SOUNDS and sound in VOWEL_SOUNDS:
        return True
    return bool(before) and [SPELLINGS[match.group()] for match in SOUND.finditer(before + sound)] != [
        before,
        sound,
    ]


def _in_devanagari(read: Sequence[str]) -> str:
    """Sounds in Devanagari, letter by letter."""
    parts = []
    for before, sound in zip(("", *read), read, strict=False):
        # The library has letters of other languages for `zh` and `LLi`.
        parted = (_is_consonant(before) and _is_consonant(sound)) or _run_together(before, sound)
        parts += ["_", sound] if parted else [sound]
    written = sanscript.transliterate("".join(parts), sanscript.ITRANS, sanscript.DEVANAGARI)
    for apart, joined in OPEN_O.items():
        written = written.replace(apart, joined)
    return unicodedata.normalize("NFC", written)


def _apart(written: str) -> str:
    for apart, joined in OPEN_O.items():
        written = written.replace(joined, apart)
    return written


# `aa.c`, as in `Daa.cT`, is one sign, which the library writes as two.
OPEN_O = {"आॅ": "ऑ", "ाॅ": "ॉ"}


# How Devanagari writes each sound, asked of the library once, to be read backwards.
VIRAMA = "\u094d"
DEVANAGARI_SOUNDS = (
    {_in_devanagari([vowel]): vowel for vowel in sorted(VOWEL_SOUNDS)}
    | {_in_devanagari([consonant, "a"]): consonant for consonant in sorted(CONSONANT_SOUNDS)}
    | {
        _in_devanagari(["k", mark]).removeprefix("क" + VIRAMA).removeprefix("क"): mark
        for mark in ("H", ".a", ".c", ".n", ".N")
    }
)
VOWEL_SIGNS = {_in_devanagari(["k", vowel]).removeprefix("क"): vowel for vowel in sorted(VOWEL_SOUNDS - {"a"})}
DEVANAGARI_LETTER = re.compile("|".join(sorted({*DEVANAGARI_SOUNDS, *VOWEL_SIGNS, VIRAMA}, key=len, reverse=True)))
