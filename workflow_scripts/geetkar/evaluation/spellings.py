"""Spell each word of a text in all three scripts, so that readers can choose the script of a page."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from geetkar.corpus.itrans import (
    DEVANAGARI_SOUNDS,
    LETTERS,
    VIRAMA,
    VOWEL_SIGNS,
    WRITERS,
    canonical,
    from_devanagari,
    sounds,
)
from geetkar.corpus.roman import guess_itrans
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import read_json
from geetkar.workflow.song_scripts import AS_WRITTEN

# The letters of each script. All other characters of a text stay as they are.
PIECES = {
    script: re.compile(f"([{re.escape(''.join(sorted(letters)))}]+)")
    for script, letters in {
        "roman": set("abcdefghijklmnopqrstuvwxyz"),
        "itrans": {*LETTERS, "_"},
        "devanagari": set("".join([*DEVANAGARI_SOUNDS, *VOWEL_SIGNS, VIRAMA])),
    }.items()
}


@dataclass(frozen=True)
class Spellings:
    """Spell words of one script in all three.

    `itrans_of_roman` maps roman words to ITRANS; only the roman script needs it.
    """

    script: str
    itrans_of_roman: Mapping[str, str] = field(default_factory=dict)

    def spell(self, word: str) -> dict:
        """Return a word as {"roman", "itrans", "devanagari"}; its own script keeps the word unchanged.

        Characters that are not letters of the script, such as the mark of an unknown one, are the same in all three.
        """
        spelled = dict.fromkeys(("roman", "itrans", "devanagari"), "")
        for number, piece in enumerate(PIECES[self.script].split(word)):
            letters = number % 2 == 1
            itrans = self._read(piece) if letters else ""
            for script, write in WRITERS.items():
                spelled[script] += write(itrans) or piece
        return {**spelled, self.script: word}

    def sounds(self, word: str) -> tuple[str, ...]:
        """Return a word's sounds in canonical ITRANS; a word without sounds counts as one sound."""
        return sounds(self.spell(word)["itrans"]) or (word,)

    def as_dict(self) -> dict:
        """Return the spellings as JSON, for `read_spellings`."""
        return asdict(self)

    def _read(self, piece: str) -> str:
        if self.script == "roman":
            return self.itrans_of_roman.get(piece) or guess_itrans(piece)
        return from_devanagari(piece) if self.script == "devanagari" else canonical(piece)


def learn_spellings(script: str, text: str, itrans_text: str) -> Spellings:
    """Learn the spellings of a script: a roman word is read as its most frequent ITRANS word in the training songs.

    Of equally frequent ones, the last in the alphabet counts. `text` and `itrans_text` are the same songs in the script
    and in ITRANS, line by line; lines with different numbers of words are skipped. Raise `InputError` if the texts have
    different numbers of lines.
    """
    if script != "roman":
        return Spellings(script)
    lines, itrans_lines = text.split("\n"), itrans_text.split("\n")
    if len(lines) != len(itrans_lines):
        raise InputError(
            f"corpus/{script}/train.txt has {len(lines)} lines, but corpus/itrans/train.txt has {len(itrans_lines)}: "
            "they come from different runs; delete results/corpus and run again."
        )
    pairs: Counter[tuple[str, str]] = Counter()
    for line, itrans_line in zip(map(str.split, lines), map(str.split, itrans_lines), strict=True):
        if len(line) == len(itrans_line):
            pairs.update(zip(line, itrans_line, strict=True))
    # Of pairs with the same roman word, dict keeps the last, which is the most frequent.
    return Spellings(script, dict(sorted(pairs, key=lambda pair: (pairs[pair], pair))))


def read_spellings(path: str | Path) -> Spellings:
    """Read the spellings of a script from a file written from `as_dict`."""
    return Spellings(**read_json(path))


def spell_words(texts: Iterable[str], spellings: Spellings) -> dict[str, dict]:
    """Return the spellings of each different word of some texts, in the order of first appearance.

    Words as written have no other spellings, so there are none.
    """
    if spellings.script == AS_WRITTEN:
        return {}
    return {word: spellings.spell(word) for text in texts for word in text.split()}
