"""Tell whom a cue means: `la:` at the start of a line is Lata, `ko:` the chorus, `la,ra:` two singers.

A cue is mostly in ITRANS, the names in a file's header are in English, and both are often abbreviated. They are
therefore compared by their sounds.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from geetkar.corpus.formats.song import Song
from geetkar.corpus.name_sounds import sound_of

MOST_NAMES = 30  # of a field that are compared
MOST_WORDS_ALONE = 2  # of a label that is alone on its line, or of an abbreviation; `us ne kahaa:` is sung
SHORTEST_NAME = 4  # letters; a shorter label before a colon is an abbreviation, such as `la:` or `ki:`
SEPARATOR = re.compile(r"[&+,/-]|\b(?:aur|and|with)\b", re.IGNORECASE)  # of the names of a label
ABBREVIATED_NAME = re.compile(r"[A-Za-z]\.(?![A-Za-z])")  # `u. ba.`; in ITRANS, a period is before its letter
VERSIONS = frozenset({"version", "versions"})  # `Kishore version` is a remark
FEWEST_INITIALS = 3  # of someone who is no singer
FEWEST_CONSONANTS = 2  # of a label that is compared by its consonants, as `alakaa` with Alka
PARTS_OF_NAME = re.compile(r"[\s.-]+")
NOT_IN_NAMES = re.compile(r"[^A-Za-z\s]")  # also the periods of ITRANS and of abbreviations, `jahaa.N` and `ba.`

# Generic labels, in Hindi and English. A singer with such an abbreviation goes first.
WORDS = {
    "chorus": "chorus koras korus koraas sab sabhii",
    "both": "both dono donon",
    "all three": "tiino tiinon",
    "male": "male boy boys purush laDakaa laDake",
    "female": "female woman women girl girls strii mahilaa laDakii",
    "children": "child children kids bachchaa bachche",
}
ABBREVIATIONS = {"chorus": "ko cho al", "both": "do bo", "male": "m ma pu", "female": "f fa fem"}
WITHOUT_MEANING = {"singer", "singers", "voic", "voices", "svar", "solo", "tvo"}  # by sound, as in `female voice`


def _by_sound(generic: dict[str, str]) -> dict[str, str]:
    return {sound_of(word): meaning for meaning, words in generic.items() for word in words.split()}


GENERIC, ABBREVIATED = _by_sound(WORDS), _by_sound(ABBREVIATIONS)


class Voice:
    """A name of the header, as it can be abbreviated in a cue."""

    def __init__(self, name: str) -> None:
        """Know a name by its sound; it is empty for a name without letters."""
        self.name = name
        self.words = sound_of(name).split()
        self.whole = "".join(self.words)

    @cached_property
    def beginnings(self) -> list[set[str]]:
        """The sounds of all beginnings of each word as it is written: `Saigal` begins with `sa`."""
        return [{sound_of(word[:end]) for end in range(1, len(word) + 1)} for word in PARTS_OF_NAME.split(self.name)]


Fits = Callable[[list[str], Voice], bool]  # whether a label, as the sounds of its words, fits a name


def is_whole(label: list[str], voice: Voice) -> bool:
    """Return whether a label is the whole name, or its first word."""
    return "".join(label) == voice.whole or label == voice.words[:1]


def is_later_word(label: list[str], voice: Voice) -> bool:
    """Return whether a label is another word of the name."""
    return len(label) == 1 and label[0] in voice.words[1:]


def is_beginning(label: list[str], voice: Voice) -> bool:
    """Return whether a label begins the name, or each of its words a word of the name: `u. ba.` for Ustad Badal."""
    begun = zip(label, voice.beginnings, strict=False)
    return voice.whole.startswith("".join(label)) or (
        len(label) <= len(voice.beginnings) and all(word in beginnings for word, beginnings in begun)
    )


def is_later_beginning(label: list[str], voice: Voice) -> bool:
    """Return whether a label begins another word of the name."""
    return len(label) == 1 and any(label[0] in beginnings for beginnings in voice.beginnings[1:])


def is_longer(label: list[str], voice: Voice) -> bool:
    """Return whether a label has the name and more words: `shamashaad begam` for Shamshad."""
    known = list(map(_consonants, voice.words))
    others = label[len(known) :]
    return bool(others) and list(map(_consonants, label[: len(known)])) == known and VERSIONS.isdisjoint(others)


def has_the_consonants(label: list[str], voice: Voice) -> bool:
    """Return whether a label has the first consonants of the name or of one of its words: `alakaa` for Alka."""
    consonants = _consonants("".join(label))
    begun = any(_consonants(word).startswith(consonants) for word in (voice.whole, *voice.words))
    return len(consonants) >= FEWEST_CONSONANTS and begun


def has_the_initials(label: list[str], voice: Voice) -> bool:
    """Return whether a label has the initials of the name, or begins with its first one: `raa` for R D Burman."""
    joined, initials = "".join(label), "".join(word[0] for word in voice.words)
    return joined == initials or (len(voice.words[0]) == 1 and joined.startswith(voice.words[0]))


def is_named_clearly(label: list[str], voice: Voice) -> bool:
    """Return whether a label has all consonants of the name or of its first word, or all of three initials."""
    joined, initials = "".join(label), "".join(word[0] for word in voice.words)
    whole = _consonants(joined) in map(_consonants, (voice.whole, voice.words[0]))
    return (whole and len(joined) >= SHORTEST_NAME) or (joined == initials and len(initials) >= FEWEST_INITIALS)


# The best first: a label means a singer if no other one fits as well.
CLEAR: Sequence[Fits] = (is_whole, is_later_word, is_beginning, is_later_beginning)
SINGER: Sequence[Fits] = (*CLEAR, is_longer, has_the_consonants, has_the_initials)
NO_SINGER: Sequence[Fits] = (is_named_clearly,)


class Voices:
    """The voices of a song: its singers, and the others whom its header names."""

    def __init__(self, song: Song, labels: Iterable[str] = ()) -> None:
        """Know the names of a song; `labels` are all that its body has before a colon at the start of a line."""
        self.singers = _voices(song.singers)
        self.others = _voices([*song.starring, *song.composers, *song.lyricists])
        self.times = Counter(_sound(label) for label in labels)

    def meaning(self, label: str, marked: bool = False) -> str | None:
        """Return whom a label before a colon means, the label itself if that is open, and `None` if it is sung.

        A label is a cue if it consists of abbreviations, names a singer or someone else in the header, is generic
        (such as `chorus`), comes before several lines, or is short and `marked` as a cue, because it is alone on its
        line or before a colon with a backslash.
        """
        if meant := self.certain(label):
            return meant
        parts = _parts(label)
        short = ABBREVIATED_NAME.search(label) or all(_is_short(part) or self._named(part) for part in parts)
        marked = marked and len(label.split()) <= MOST_WORDS_ALONE
        return " ".join(label.split()) if parts and (short or marked or self.times[_sound(label)] > 1) else None

    def certain(self, label: str) -> str | None:
        """Return whom a label means, several separated by commas; `None` if one of its names is open."""
        meant = [self._named(part) for part in _parts(label)]
        return ", ".join(dict.fromkeys(meant)) if meant and all(meant) else None

    def _named(self, part: str) -> str:
        """Return whom one name of a label means; nothing if that is open."""
        words = part.split()
        if meant := _generic(words, GENERIC):
            return meant
        abbreviated = _generic(words, GENERIC | ABBREVIATED)
        fitting = _fitting(words, self.singers, CLEAR if abbreviated else SINGER)
        fitting = fitting or _fitting(words, self.others, NO_SINGER)
        if len({voice.whole for voice in fitting}) == 1:
            return _generic(fitting[0].words, GENERIC) or fitting[0].name
        return abbreviated


def _voices(names: Iterable[str]) -> list[Voice]:
    voices = (Voice(name) for name in list(dict.fromkeys(names))[:MOST_NAMES])
    return [voice for voice in voices if voice.words]


def _fitting(label: list[str], voices: list[Voice], tests: Sequence[Fits]) -> list[Voice]:
    """Return the voices that a label fits by the first test that it passes with any."""
    found = ([voice for voice in voices if fits(label, voice)] for fits in tests)
    return next(filter(None, found), [])


def _generic(words: list[str], generic: dict[str, str]) -> str:
    """Return what generic words mean together, such as `female chorus`; nothing if one of them is not generic."""
    meant = [generic.get(word, "") for word in words if word not in WITHOUT_MEANING]
    return " ".join(dict.fromkeys(meant)) if all(meant) else ""


def _is_short(part: str) -> bool:
    """Return whether a name of a label is an abbreviation."""
    words = part.split()
    return len(words) <= MOST_WORDS_ALONE and all(len(word) < SHORTEST_NAME for word in words)


def _parts(label: str) -> list[str]:
    """Return the sounds of the names in a label."""
    return [sound for sound in map(_sound, SEPARATOR.split(label)) if sound]


def _sound(label: str) -> str:
    return sound_of(NOT_IN_NAMES.sub("", label))


def _consonants(sound: str) -> str:
    """Return the first letter of a sound and the consonants after it."""
    return sound[:1] + re.sub("[aeiou]", "", sound[1:])
