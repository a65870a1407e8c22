r"""Convert ITRANS: Hindi in ASCII letters, where case and some periods are part of a letter.

Source: the ITRANS 5.3/6.0 transliteration tables, with additions for the archive. A sound can have several spellings
(`aa` and `A`; `ii`, `I` and `ee`; `.n`, `M` and `.m`); `canonical` gives each sound one. Canonical ITRANS is converted
to Devanagari, which converts back to the same ITRANS, and to the casual roman that people type. docs/itrans.md has the
tables and the reasons.
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
ABOVE_THE_LINE = {"i", "ii", "e", "ai", "o", "au"}  # vowels whose signs reach above the line, after a consonant
ABOVE_THE_LINE_ALONE = {"ii", "ai", "o", "au"}  # vowels whose letters do
FUTURE = {("g", "aa"), ("g", "ii"), ("g", "e")}
CONJUNCTS = {("k", "Sh"): "kSh", ("j", "~n"): "GY"}
SPOKEN_WITH_SCHWA = {("Sh", "N"), ("t", "r"), ("d", "r"), ("t", "v"), ("sh", "v"), ("s", "v")}

WORDS_REMEMBERED = 2**15  # few words make up most of a corpus


@lru_cache(WORDS_REMEMBERED)
def sounds(word: str) -> tuple[str, ...]:
    """Return a word's sounds, each in its canonical spelling.

    Characters that are not letters of ITRANS (`_` in `ga_ii`, `.h`) separate sounds and are removed; an unknown capital
    is read as lower case. A final `a` is removed where Hindi does not pronounce it (`raama` becomes `raam`) and added
    where it does (`chandr` becomes `cha.ndra`).
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
    """Choose between chandrabindu (`.N`) and anusvara (`.n`) at a word's end and before a future ending, in place.

    Contributors mix them: `huu.n` becomes `huu.N`, and `nahii.N` becomes `nahii.n`. Anusvara is right where the vowel
    reaches above the line (Central Hindi Directorate, as above). After a short `a` both exist (`ha.N`, `vana.n`), and
    the nasal is not changed.
    """
    place = len(read) - (3 if tuple(read[-2:]) in FUTURE else 1)
    if place < 1 or read[place] not in (".n", ".N") or read[place - 1] not in VOWEL_SOUNDS - {"a"}:
        return
    above = ABOVE_THE_LINE if place > 1 and _is_consonant(read[place - 2]) else ABOVE_THE_LINE_ALONE
    read[place] = ".n" if read[place - 1] in above else ".N"


@lru_cache(WORDS_REMEMBERED)
def canonical(word: str) -> str:
    """Return a word in canonical ITRANS, with `_` between sounds that would be read as one, as in `ga_ii`."""
    return _spell(sounds(word))


@lru_cache(WORDS_REMEMBERED)
def to_devanagari(word: str) -> str:
    """Return a word in Devanagari (NFC).

    A final consonant has no virama, as usual in Hindi, unless a reader would then pronounce an `a` (`hm` is `ह्म्`).
    """
    read = sounds(word)
    silent = read and _is_consonant(read[-1]) and not _speaks_last_schwa(read)
    return _in_devanagari((*read, "a") if silent else read)


@lru_cache(WORDS_REMEMBERED)
def from_devanagari(word: str) -> str:
    """Return a Devanagari word in canonical ITRANS, without characters that are not Devanagari letters.

    A final consonant without virama gets an `a` where Hindi pronounces it: `कृष्ण` is `kR^iShNa`, `कमल` is `kamal`.
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
    """Return a word in casual roman: `karanaa` is `karna`, `baate.n` is `baate`.

    Silent schwas are removed, `ii` and `uu` are shortened, `aa` is shortened at a word's end, and dotted letters lose
    their dots. A nasal becomes `n` (`m` before labials); at a word's end it is kept only after `aa`, `ai` and `ii`
    (`jahaan`, `hain`, `nahin`).
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
    """Return a line of ITRANS words in `itrans` (canonical), `roman` or `devanagari`, separated by single spaces."""
    return " ".join(filter(None, map(WRITERS[script], line.split())))


def round_trip_failures(verses: list[list[str]]) -> list[dict[str, str]]:
    """Return the words that change on the way to Devanagari and back, with the result; the list should be empty."""
    words = dict.fromkeys(word for verse in verses for line in verse for word in line.split())
    trips = ((word, to_devanagari(word)) for word in words)
    return [
        {"itrans": word, "devanagari": written, "back": back}
        for word, written in trips
        if (back := from_devanagari(written)) != word
    ]


def _without_silent_schwas(read: tuple[str, ...]) -> list[str]:
    """Remove silent schwas: first a final one, then one before an ending, then the others from the left.

    Source: the schwa deletion rule of M. Ohala, "Aspects of Hindi Phonology" (1983). Of its exceptions at morpheme
    boundaries, only those before `ENDINGS` are implemented.
    """
    spoken = list(read)
    if len(spoken) > 2 and spoken[-1] == "a" and _is_consonant(spoken[-2]) and not _is_consonant(spoken[-3]):
        del spoken[-1]
    for place in [_before_ending(spoken), *range(2, len(spoken))]:
        # `sunaharaa` is `sunahra`: of two schwas around an `h`, the second is silent.
        if _is_silent(spoken, place) and not (spoken[place + 1] == "h" and _is_silent(spoken, place + 2)):
            del spoken[place]
    return spoken


def _is_silent(spoken: list[str], place: int) -> bool:
    """Return whether a place has an `a` after a vowel and one consonant, and before a consonant and a vowel."""
    return (
        2 <= place < len(spoken) - 2
        and spoken[place] == "a"
        and _is_consonant(spoken[place - 1])
        and not _ends_in_consonant(spoken[max(0, place - 3) : place - 1])
        and _is_consonant(spoken[place + 1])
        and spoken[place + 2] in VOWEL_SOUNDS
    )


def _before_ending(spoken: list[str]) -> int:
    """Return the place before the longest ending of a word, or the place after the word if it has no ending."""
    end = len(spoken) - (spoken[-1:] in ([".n"], [".N"]))
    for length in range(LONGEST_ENDING, 0, -1):
        if tuple(spoken[max(0, end - length) : end]) in ENDINGS:
            return end - length - 1
    return len(spoken)


def _ends_in_consonant(read: Sequence[str]) -> bool:
    """Return whether the last sound is a consonant; anusvara is one after a short vowel (`zi.ndagii`)."""
    if read[-1] == ".n":
        return len(read) > 1 and read[-2] in SHORT_VOWELS
    return _is_consonant(read[-1])


def _speaks_last_schwa(read: Sequence[str]) -> bool:
    """Return whether Hindi pronounces a final `a` after these sounds, the last of which is a consonant.

    It does in a word without another vowel (`na`) and after some clusters of Sanskrit words (`satya`, `mitra`,
    `kR^iShNa`, `vishva`); not after a single consonant (`raam`), nor after clusters that can be pronounced without it
    (`dharm`, `dost`, `husn`).
    """
    if not any(sound in VOWEL_SOUNDS for sound in read):
        return True
    before, last = read[-2:]
    return last == "GY" or (_is_consonant(before) and (last == "y" or (before, last) in SPOKEN_WITH_SCHWA))


def _is_consonant(sound: str) -> bool:
    return sound in CONSONANT_SOUNDS


def _spell(read: Sequence[str]) -> str:
    """Return sounds as one word, with `_` between two that would otherwise be read as one or as others."""
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
    """Return sounds in Devanagari, letter by letter."""
    parts = []
    for before, sound in zip(("", *read), read, strict=False):
        # The library has letters of other languages for `zh` and `LLi`.
        separate = (_is_consonant(before) and _is_consonant(sound)) or _run_together(before, sound)
        parts += ["_", sound] if separate else [sound]
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


# Tables from Devanagari to sounds, made by letting the library write each sound once.
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
