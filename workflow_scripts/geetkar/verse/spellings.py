"""Spell each word of a text in all three scripts, so that readers can choose the script of a page."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from geetkar.corpus.transliteration.itrans import (
    DEVANAGARI_SOUNDS,
    OM,
    VIRAMA,
    VOWEL_SIGNS,
    WRITERS,
    canonical,
    from_devanagari,
    sounds,
)
from geetkar.corpus.transliteration.letters import LETTERS
from geetkar.corpus.transliteration.roman import guess_itrans
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import read_json
from geetkar.workflow.song_scripts import AS_WRITTEN

# The letters of each script. All other characters of a text stay as they are.
PIECES = {
    script: re.compile(f"([{re.escape(''.join(sorted(letters)))}]+)")
    for script, letters in {
        "roman": set("abcdefghijklmnopqrstuvwxyz"),
        "itrans": {*LETTERS, "_"},
        "devanagari": set("".join([*DEVANAGARI_SOUNDS, *VOWEL_SIGNS, VIRAMA, OM])),
    }.items()
}


@dataclass(frozen=True)
class Spellings:
    """Spell words of one script in all three.

    `itrans_of_roman` maps roman words to ITRANS; only the roman script needs it. `english` has the words of the script
    that are more often English than Hindi, which are spelled alike in all scripts; in Devanagari, all words in Latin
    letters are English.
    """

    script: str
    itrans_of_roman: Mapping[str, str] = field(default_factory=dict)
    english: frozenset[str] = frozenset()

    def spell(self, word: str) -> dict:
        """Return a word as {"roman", "itrans", "devanagari"}; its own script keeps the word unchanged.

        Characters that are not letters of the script, such as the mark of an unknown one, are the same in all three.
        """
        spelled = dict.fromkeys(("roman", "itrans", "devanagari"), "")
        for number, piece in enumerate(PIECES[self.script].split(word)):
            letters = number % 2 == 1 and piece not in self.english
            itrans = self._read(piece) if letters else ""
            for script, write in WRITERS.items():
                spelled[script] += write(itrans) or piece
        return {**spelled, self.script: word}

    def sounds(self, word: str) -> tuple[str, ...]:
        """Return a word's sounds in canonical ITRANS; a word without sounds counts as one sound.

        English is read as if it were ITRANS, so that `night` and `light` rhyme.
        """
        return sounds(self.spell(word)["itrans"]) or (word,)

    def as_dict(self) -> dict:
        """Return the spellings as JSON, for `read_spellings`."""
        return {"script": self.script, "itrans_of_roman": self.itrans_of_roman, "english": sorted(self.english)}

    def _read(self, piece: str) -> str:
        if self.script == "roman":
            return self.itrans_of_roman.get(piece) or guess_itrans(piece)
        return from_devanagari(piece) if self.script == "devanagari" else canonical(piece)


def learn_spellings(script: str, texts: Mapping[str, str]) -> Spellings:
    """Learn the spellings of a script from the training songs, of which `texts` has the text in each script.

    A word is English if it is more often in Latin letters in Devanagari's text than in Devanagari. A roman word is read
    as its most frequent ITRANS word; of equally frequent ones, the last in the alphabet counts. Lines with different
    numbers of words are skipped. Raise `InputError` if the texts have different numbers of lines.
    """
    if script not in ("roman", "itrans"):
        return Spellings(script)
    lines = {each: text.split("\n") for each, text in texts.items()}
    for each in lines:
        if len(lines[each]) != len(lines[script]):
            raise InputError(
                f"corpus/{script}/train.txt has {len(lines[script])} lines, but corpus/{each}/train.txt has "
                f"{len(lines[each])}: they come from different runs; delete results/corpus and run again."
            )
    english: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for line in zip(lines[script], lines["itrans"], lines["devanagari"], strict=True):
        words, *others = map(str.split, line)
        if all(len(words) == len(other) for other in others):
            for word, itrans, devanagari in zip(words, *others, strict=True):
                if devanagari.isascii():
                    english[word] += 1
                else:
                    pairs[word, itrans] += 1
    hindi: Counter[str] = Counter()
    for (word, _), count in pairs.items():
        hindi[word] += count
    # Of pairs with the same roman word, dict keeps the last, which is the most frequent.
    itrans_of_roman = dict(sorted(pairs, key=lambda pair: (pairs[pair], pair))) if script == "roman" else {}
    return Spellings(script, itrans_of_roman, frozenset(word for word in english if english[word] > hindi[word]))


def read_spellings(path: str | Path) -> Spellings:
    """Read the spellings of a script from a file written from `as_dict`."""
    read = read_json(path)
    return Spellings(read["script"], read["itrans_of_roman"], frozenset(read["english"]))


def spell_words(texts: Iterable[str], spellings: Spellings) -> dict[str, dict]:
    """Return the spellings of each different word of some texts, in the order of first appearance.

    Words as written have no other spellings, so there are none.
    """
    if spellings.script == AS_WRITTEN:
        return {}
    return {word: spellings.spell(word) for text in texts for word in text.split()}
