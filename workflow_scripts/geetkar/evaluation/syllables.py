"""Decide whether a new word is possible: whether its sounds follow each other as in the words of the songs."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from geetkar.corpus.transliteration.itrans import canonical, from_devanagari, sounds, to_devanagari
from geetkar.corpus.transliteration.letters import VOWEL_SOUNDS
from geetkar.workflow.song_scripts import AS_WRITTEN

FEWEST_WORDS_WITH_RUN = 3  # different words, since a single one may be foreign or an error

ROMAN_VOWELS = frozenset("aeiou")
READERS = {"roman": tuple, "itrans": sounds, "devanagari": lambda word: sounds(from_devanagari(word))}
SPELLERS: dict[str, Callable[[str], str]] = {
    "roman": str,
    "itrans": canonical,
    "devanagari": lambda word: to_devanagari(from_devanagari(word)),
}

Run = tuple[str, str]  # its place (first, middle, last, or only) and its sounds


@dataclass(frozen=True)
class SyllableRules:
    """The runs of consonants and of vowels that occur at each place of a word in the training songs."""

    script: str
    runs: frozenset[Run]

    @classmethod
    def of(cls, script: str, words: Iterable[str]) -> "SyllableRules":
        """Learn the rules from different words: a run counts if at least `FEWEST_WORDS_WITH_RUN` of them have it.

        There are none for words as written, whose vowels are not known.
        """
        if script == AS_WRITTEN:
            return cls(script, frozenset())
        counts = Counter(run for word in words for run in set(_runs(word, script)))
        return cls(script, frozenset(run for run, count in counts.items() if count >= FEWEST_WORDS_WITH_RUN))

    def obeyed_by(self, word: str) -> bool:
        """Return whether each run of a word occurs at the same place in the training songs.

        A word that breaks the script's spelling, such as two vowel signs on one consonant, does not obey the rules.
        """
        spelled = SPELLERS[_script_of(word, self.script)](word)
        return spelled == word and self.runs.issuperset(_runs(word, self.script))


def _runs(word: str, script: str) -> Iterator[Run]:
    """Return the runs of a word with their places: runs of letters in roman, of sounds in the other scripts."""
    script = _script_of(word, script)
    vowels = ROMAN_VOWELS if script == "roman" else VOWEL_SOUNDS
    runs = [" ".join(run) for _, run in groupby(READERS[script](word), key=lambda sound: sound in vowels)]
    places = ["first", *["middle"] * (len(runs) - 2), "last"] if len(runs) > 1 else ["only"]
    return zip(places, runs, strict=False)


def _script_of(word: str, script: str) -> str:
    """Return the script of a word of a text: English words in Devanagari's texts are read as roman is."""
    return "roman" if script == "devanagari" and word.isascii() else script
