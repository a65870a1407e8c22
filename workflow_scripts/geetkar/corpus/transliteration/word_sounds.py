"""Compare words by their sound, as a reader does who knows that contributors spell one word in several ways."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from geetkar.corpus.transliteration.itrans import to_roman

WORDS_REMEMBERED = 2**15

CONFUSED = str.maketrans("wzqfy", "vjkpi")
MERGED = (("ph", "p"), ("sh", "s"), ("kh", "k"), ("gh", "g"), ("ai", "e"), ("ae", "e"), ("au", "o"))
DOUBLED = re.compile(r"(.)\1+")
# Words of which both forms are sung and typed.
SAME = {"ik": "ek", "iah": "ie", "ieh": "ie", "vah": "vo", "voh": "vo"}
UNSTRESSED = re.compile("(?<=.)[aeiouhn]")

# Interjections, with which a line can begin although the line that it repeats does not.
INTERJECTIONS = (
    *("a", "aa", "ah", "aahaa", "ahaa", "aho", "aji", "are", "arii", "e", "ai", "ha", "haa", "haa.N", "haay"),
    *("he", "hey", "hm", "hmm", "ho", "hoy", "huu.N", "la", "laa", "na", "o", "oh", "oho", "ohho", "ohoho", "oe", "oy"),
    *("re", "u"),
)


@lru_cache(WORDS_REMEMBERED)
def sound_of(word: str) -> str:
    """Return a word's sound, without what contributors confuse, such as length and a last nasal.

    A word that is neither in ITRANS nor in English letters keeps them.
    """
    sound = (to_roman(word) if word.isascii() else word).lower().translate(CONFUSED)
    for written, spoken in MERGED:
        sound = sound.replace(written, spoken)
    sound = DOUBLED.sub(r"\1", sound)
    sound = sound.removesuffix("n") or sound
    return SAME.get(sound, sound)


@lru_cache(WORDS_REMEMBERED)
def consonants_of(word: str) -> str:
    """Return the first letter of a word's sound and the consonants after it, without `h` and `n`."""
    return UNSTRESSED.sub("", sound_of(word))


INTERJECTED = frozenset(map(sound_of, INTERJECTIONS))


def is_interjection(word: str) -> bool:
    """Return whether a word is an interjection, such as `ho` or `are`."""
    return sound_of(word) in INTERJECTED


def interjections(words: Sequence[str]) -> int:
    """Return the number of interjections that words begin with; a last word is not counted."""
    return next((count for count, word in enumerate(words[:-1]) if not is_interjection(word)), max(0, len(words) - 1))


class Sounds:
    """Words by their sound, without spaces, since contributors join and separate words differently.

    `ends` are the lengths of the text after each word.
    """

    def __init__(self, words: Sequence[str], sound: Callable[[str], str]) -> None:
        heard = list(map(sound, words))
        self.text = "".join(heard)
        self.ends = list(accumulate(map(len, heard)))

    @property
    def words(self) -> list[str]:
        """The sound of each word."""
        return [self.text[start:end] for start, end in pairwise([0, *self.ends])]

    def words_in(self, beginning: "Sounds") -> int:
        """Return how many words have the sound of others that they begin with; 0 if they do not."""
        length = len(beginning.text)
        if length and self.text.startswith(beginning.text) and length in self.ends:
            return self.ends.index(length) + 1
        return 0

    def place_of(self, words: "Sounds") -> tuple[int, int] | None:
        """Return the numbers of words before others and up to their end, if those are among the words."""
        start = self.text.find(words.text)
        starts = [0, *self.ends]
        if start not in starts or start + len(words.text) not in self.ends:
            return None
        return starts.index(start), self.ends.index(start + len(words.text)) + 1
