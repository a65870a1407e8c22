r"""Convert ITRANS: Hindi in ASCII letters, where case and some periods are part of a letter.

`canonical` gives each word one spelling. Canonical ITRANS is converted to Devanagari, which converts back to the same
ITRANS, and to the casual roman that people type. `letters.py` has the tables, docs/itrans.md the reasons.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import dropwhile, pairwise

from indic_transliteration import sanscript

from geetkar.corpus.transliteration.certain_words import ENDING_IN_AA, WITH_CONJUNCT
from geetkar.corpus.transliteration.letters import (
    CONSONANT_SOUNDS,
    LETTERS,
    NASALS,
    SOUND,
    SPELLINGS,
    VOWEL_SOUNDS,
    WHOLE_WORDS,
    is_consonant,
)
from geetkar.corpus.transliteration.normal_form import normalize
from geetkar.corpus.transliteration.schwas import speaks_last_schwa, without_silent_schwas
from geetkar.workflow.song_scripts import AS_WRITTEN

# A nasal before a stop of its own place is anusvara, as standard Hindi spelling has it (Central Hindi Directorate,
# "Devanagari Lipi tatha Hindi Vartani ka Manakikaran"): `sundar` is `su.ndar`. Before retroflex and palatal stops
# contributors type a plain `n`, and before `s`, `sh`, `g` and `kh` it is one too (`i.nsaan`); not before `k`, since
# `unkaa` is typed for `unakaa`.
HOMORGANIC = {
    "~N": {"k", "kh", "g", "gh"},
    "~n": {"ch", "chh", "j", "jh"},
    "N": {"T", "Th", "D", "Dh"},
    "n": {"t", "th", "d", "dh", "T", "Th", "D", "Dh", "ch", "chh", "j", "jh", "s", "sh", "g", "gh", "kh"},
    "m": {"p", "ph", "b", "bh"},
}

# The letters are capitals of other ones where no Hindi word can have their own sounds.
CAPITAL_AT_START = re.compile(r"^(?:R(?!\^|RI|Ri)|[HM](?=[A-Za-z]))")
SEAM = "_"
VIRAMA_TYPED = ".h"
SYLLABLE_NASALS = {"~N", "~n"}  # they are in no word before an `a`
SOUND_OR_SEAM = re.compile(rf"{SOUND.pattern}|_+")

ROMAN = {
    "OM": "om", "ii": "i", "uu": "u", "R^i": "ri",
    "~N": "n", "~n": "n", "T": "t", "Th": "th", "D": "d", "Dh": "dh", "N": "n", "L": "l", "Sh": "sh",
    "K": "kh", "G": "gh", ".D": "d", ".Dh": "dh", "kSh": "ksh", "GY": "gy",
    "H": "h", ".a": "", ".c": "",
}  # fmt: skip
LABIALS = {"p", "ph", "b", "bh", "m"}
NASAL_ENDS = ([".n"], [".N"])
NASAL_HEARD_AFTER = {"aa", "ai", "ii"}  # at a word's end, in roman

SCRIPTS = ("itrans", "roman", "devanagari")

ABOVE_THE_LINE = {"i", "ii", "e", "ai", "o", "au"}  # vowels whose signs reach above the line, after a consonant
ABOVE_THE_LINE_ALONE = {"ii", "ai", "o", "au"}  # vowels whose letters do
FUTURE = {("g", "aa"), ("g", "ii"), ("g", "e")}
CONJUNCTS: dict[tuple[str, ...], str] = {("k", "Sh"): "kSh", ("j", "~n"): "GY", ("d", "n", "y"): "GY"}
ENDS_OF_CONJUNCTS = {conjunct[-1] for conjunct in CONJUNCTS}
# No word begins with these sounds.
NEVER_FIRST = {".n", ".N", "H", ".a", ".c"}
PLAIN_AT_START = {".D": "D", ".Dh": "Dh"}

WORDS_REMEMBERED = 2**15  # few words make up most of a corpus


@lru_cache(WORDS_REMEMBERED)
def sounds(word: str) -> tuple[str, ...]:
    """Return a word's sounds, each in its canonical spelling.

    Characters that are not letters of ITRANS separate sounds and are removed; an unknown capital is read as lower case.
    A final `a` is removed where Hindi does not pronounce it (`raama` becomes `raam`) and added where it does (`chandr`
    becomes `cha.ndra`). `mera` becomes `meraa`, because songs have this word only with `aa`.
    """
    if word in WHOLE_WORDS:
        return WHOLE_WORDS[word]
    typed = _fill_seams(_read(word))
    long = settle([*typed[:-1], "aa"]) if typed[-1:] == ["a"] else []
    return tuple(long if spell(long) in ENDING_IN_AA else settle(typed))


def _read(word: str) -> list[str]:
    """Return the sounds of a word as it is typed, with `SEAM` for each `_`."""
    word = CAPITAL_AT_START.sub(lambda found: found.group().lower(), word.replace(VIRAMA_TYPED, " "))
    known = "".join(letter if letter in LETTERS else letter.lower() for letter in word)
    return [SPELLINGS.get(found.group(), SEAM) for found in SOUND_OR_SEAM.finditer(known)]


def _fill_seams(typed: list[str]) -> list[str]:
    """Return typed sounds without seams: a silent `a` stands for one between consonants, as in `ban_kar`, `banakar`.

    In a word that songs have with a conjunct, the seam only separates letters: `jal_dii` is `jaldii`.
    """
    joined = [sound for sound in typed if sound != SEAM]
    if len(joined) == len(typed) or spell(settle(joined)) in WITH_CONJUNCT:
        return joined
    last_vowel = max((place for place, sound in enumerate(typed) if sound in VOWEL_SOUNDS), default=0)
    filled = []
    for place, sound in enumerate(typed):
        if sound != SEAM:
            filled.append(sound)
        elif 0 < place < last_vowel and _are_two_syllables(typed[place - 1], typed[place + 1]):
            filled.append("a")
    return filled


def _are_two_syllables(before: str, after: str) -> bool:
    """Return whether a silent `a` is between two sounds with a seam; not after `~N`, nor in `k_Sh` and `j_~n`."""
    both = is_consonant(before) and is_consonant(after)
    return both and before not in SYLLABLE_NASALS and (before, after) not in CONJUNCTS


def settle(typed: Sequence[str]) -> list[str]:
    """Return the sounds that a word has in canonical spelling, for sounds as they are typed."""
    read = _join_conjuncts(dropwhile(NEVER_FIRST.__contains__, typed))
    read[:1] = [PLAIN_AT_START.get(sound, sound) for sound in read[:1]]
    for place, (sound, following) in enumerate(pairwise(read)):
        if place and following in HOMORGANIC.get(sound, ()):
            read[place] = ".n"
    _write_last_nasal(read)
    if len(read) > 2 and read[-1] == "a" and is_consonant(read[-2]) and not speaks_last_schwa(read[:-1]):
        del read[-1]
    elif read and is_consonant(read[-1]) and not VOWEL_SOUNDS.isdisjoint(read) and speaks_last_schwa(read):
        read.append("a")
    return read


def _join_conjuncts(typed: Iterable[str]) -> list[str]:
    """Return sounds with one sound for those that are written as one: `kSh` for `k` and `Sh`."""
    read: list[str] = []
    for sound in typed:
        read.append(sound)
        if sound in ENDS_OF_CONJUNCTS:
            for length in (2, 3):
                if joined := CONJUNCTS.get(tuple(read[-length:])):
                    read[-length:] = [joined]
    return read


def _write_last_nasal(read: list[str]) -> None:
    """Choose between chandrabindu (`.N`) and anusvara (`.n`) at a word's end and before a future ending, in place.

    Contributors mix them: `huu.n` becomes `huu.N`, and `nahii.N` becomes `nahii.n`. Anusvara is right where the vowel
    reaches above the line (Central Hindi Directorate, as above). After a short `a` both exist (`ha.N`, `vana.n`), and
    the nasal is not changed.
    """
    place = len(read) - (3 if tuple(read[-2:]) in FUTURE else 1)
    if place < 1 or read[place] not in (".n", ".N") or read[place - 1] not in VOWEL_SOUNDS - {"a"}:
        return
    above = ABOVE_THE_LINE if place > 1 and is_consonant(read[place - 2]) else ABOVE_THE_LINE_ALONE
    read[place] = ".n" if read[place - 1] in above else ".N"


@lru_cache(WORDS_REMEMBERED)
def canonical(word: str) -> str:
    """Return a word in canonical ITRANS, with `_` between sounds that would be read as one, as in `ga_ii`."""
    return spell(sounds(word))


@lru_cache(WORDS_REMEMBERED)
def to_devanagari(word: str) -> str:
    """Return a word in Devanagari (NFC).

    A final consonant has no virama, as usual in Hindi, unless a reader would then pronounce an `a` (`hm` is `ह्म्`).
    """
    read = sounds(word)
    silent = read and is_consonant(read[-1]) and not speaks_last_schwa(read)
    return _in_devanagari((*read, "a") if silent else read)


@lru_cache(WORDS_REMEMBERED)
def from_devanagari(word: str) -> str:
    """Return a Devanagari word in canonical ITRANS, without characters that are not Devanagari letters.

    A final consonant without virama gets an `a` where Hindi pronounces it: `कृष्ण` is `kR^iShNa`, `कमल` is `kamal`.
    """
    if word == OM:
        return "OM"
    read: list[str] = []
    for match in DEVANAGARI_LETTER.finditer(_apart(normalize(word.replace(OM, "ओं")))):
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
    return canonical(spell(settle(read)))


@lru_cache(WORDS_REMEMBERED)
def to_roman(word: str) -> str:
    """Return a word in casual roman: `karanaa` is `karna`, `baate.n` is `baate`.

    Silent schwas are removed, `ii` and `uu` are shortened, `aa` is shortened at a word's end, and dotted letters lose
    their dots. A nasal becomes `n` (`m` before labials); at a word's end it is kept only after `aa`, `ai` and `ii`
    (`jahaan`, `hain`, `nahin`).
    """
    read = _with_nasals_after_vowels(without_silent_schwas(sounds(word)))
    written = []
    for place, sound in enumerate(read):
        before, after = read[place - 1] if place else "", read[place + 1 : place + 3]
        if sound in NASALS:
            heard = after or before in NASAL_HEARD_AFTER
            written.append(("m" if after[:1] and after[0] in LABIALS else "n") if heard else "")
        elif sound == "aa" and ((before and not after) or (before in VOWEL_SOUNDS and after in NASAL_ENDS)):
            written.append("a")
        elif not (sound == "H" and after[:1] == ["kh"]):  # which only doubles the sound: `duHkh` is `dukh`
            written.append(ROMAN.get(sound, sound))
    return "".join(written)


def _with_nasals_after_vowels(read: list[str]) -> list[str]:
    """Return sounds with each nasal after the vowels that follow it, where it is heard: `ku.N_aa` is `ku_aa.N`."""
    for place in range(len(read) - 1):
        if read[place] in NASALS and read[place + 1] in VOWEL_SOUNDS:
            read[place : place + 2] = read[place + 1], read[place]
    return read


WRITERS = {"itrans": canonical, "roman": to_roman, "devanagari": to_devanagari}


def write_in_script(line: str, script: str) -> str:
    """Return a line of ITRANS words in `itrans` (canonical), `roman` or `devanagari`, separated by single spaces.

    The script `as_written` is that of words in any language, which do not change.
    """
    if script == AS_WRITTEN:
        return line
    return " ".join(filter(None, map(WRITERS[script], line.split())))


def round_trip_failures(words: Iterable[str]) -> list[dict[str, str]]:
    """Return the words that change on the way to Devanagari and back, with the result; the list should be empty."""
    trips = ((word, to_devanagari(word)) for word in words)
    return [
        {"itrans": word, "devanagari": written, "back": back}
        for word, written in trips
        if (back := from_devanagari(written)) != word
    ]


def spell(read: Sequence[str]) -> str:
    """Return sounds as one word; `_` separates two vowels, `.h` consonants that would be read as one (`kat.hhaa`)."""
    parts = []
    for before, sound in zip(("", *read), read, strict=False):
        if _run_together(before, sound):
            parts.append("_" if sound in VOWEL_SOUNDS else VIRAMA_TYPED)
        parts.append(sound)
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
        separate = (is_consonant(before) and is_consonant(sound)) or _run_together(before, sound)
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


OM = "ॐ"
# Tables from Devanagari to sounds, made by letting the library write each sound once.
VIRAMA = "\u094d"
DEVANAGARI_SOUNDS = (
    {_in_devanagari([vowel]): vowel for vowel in sorted(VOWEL_SOUNDS - {"OM"})}
    | {_in_devanagari([consonant, "a"]): consonant for consonant in sorted(CONSONANT_SOUNDS)}
    | {
        _in_devanagari(["k", mark]).removeprefix("क" + VIRAMA).removeprefix("क"): mark
        for mark in ("H", ".a", ".c", ".n", ".N")
    }
)
VOWEL_SIGNS = {_in_devanagari(["k", vowel]).removeprefix("क"): vowel for vowel in sorted(VOWEL_SOUNDS - {"a", "OM"})}
# The longest first, and always in the same order, since the playground's page has the pattern.
DEVANAGARI_LETTER = re.compile(
    "|".join(sorted({*DEVANAGARI_SOUNDS, *VOWEL_SIGNS, VIRAMA}, key=lambda letter: (-len(letter), letter)))
)
