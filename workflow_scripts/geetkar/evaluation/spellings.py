"""Each word of a text in all three scripts, so that a page can be read in the script that one knows."""

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
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import read_json

# What each script's words are made of. Whatever else stands in a text stays as it is.
PIECES = {
    script: re.compile(f"([{re.escape(''.join(sorted(letters)))}]+)")
    for script, letters in {
        "roman": set("abcdefghijklmnopqrstuvwxyz"),
        "itrans": {*LETTERS, "_"},
        "devanagari": set("".join([*DEVANAGARI_SOUNDS, *VOWEL_SIGNS, VIRAMA])),
    }.items()
}

# Roman has lost the length of a word's last vowel. Most are long.
SHORT_AT_THE_END = re.compile("(?<!a)a$|(?:(?<![ai])|(?<=aa))i$|(?:(?<![au])|(?<=aa))u$")


@dataclass(frozen=True)
class Spellings:
    """Spells words of one script in all three.

    `itrans_of_roman` holds what roman words are in ITRANS; only a roman text needs it.
    """

    script: str
    itrans_of_roman: Mapping[str, str] = field(default_factory=dict)

    def spell(self, word: str) -> dict:
        """A word as {"roman", "itrans", "devanagari"}; in its own script it is left as it is.

        What is no letter of the script, the mark of an unknown character for one, is the same in all three.
        """
        spelled = dict.fromkeys(("roman", "itrans", "devanagari"), "")
        for number, piece in enumerate(PIECES[self.script].split(word)):
            letters = number % 2 == 1
            itrans = self._read(piece) if letters else ""
            for script, write in WRITERS.items():
                spelled[script] += write(itrans) or piece
        return {**spelled, self.script: word}

    def sounds(self, word: str) -> tuple[str, ...]:
        """A word's sounds, as canonical ITRANS spells them; a word without any is a sound of its own."""
        return sounds(self.spell(word)["itrans"]) or (word,)

    def as_dict(self) -> dict:
        """Return the spellings as JSON, for `read_spellings`."""
        return asdict(self)

    def _read(self, piece: str) -> str:
        if self.script == "roman":
            return self.itrans_of_roman.get(piece) or guess_itrans(piece)
        return from_devanagari(piece) if self.script == "devanagari" else canonical(piece)


def guess_itrans(word: str) -> str:
    """A roman word read as ITRANS, with a long vowel at its end: `karna` is `karnaa`, `nadi` is `nadii`."""
    return canonical(SHORT_AT_THE_END.sub(lambda match: 2 * match.group(), word))


def learn_spellings(script: str, text: str, itrans_text: str) -> Spellings:
    """Spellings for a script: of roman, each word is what it most often is in the training songs (ties by alphabet).

    `text` and `itrans_text` are the same songs in that script and in ITRANS, line by line; lines that do not have as
    many words in both are passed over. Raises `InputError` when the texts have not as many lines.
    """
    if script != "roman":
        return Spellings(script)
    lines, itrans_lines = text.split("\n"), itrans_text.split("\n")
    if len(lines) != len(itrans_lines):
        raise InputError(
            f"corpus/{script}/train.txt has {len(lines)} lines, corpus/itrans/train.txt {len(itrans_lines)}: "
            "they are of two runs; delete results/corpus and run again."
        )
    pairs: Counter[tuple[str, str]] = Counter()
    for line, itrans_line in zip(map(str.split, lines), map(str.split, itrans_lines), strict=True):
        if len(line) == len(itrans_line):
            pairs.update(zip(line, itrans_line, strict=True))
    # Of pairs with the same roman word, the last and most frequent one stays.
    return Spellings(script, dict(sorted(pairs, key=lambda pair: (pairs[pair], pair))))


def read_spellings(path: str | Path) -> Spellings:
    """Read the spellings of a script."""
    return Spellings(**read_json(path))


def spell_words(texts: Iterable[str], spellings: Spellings) -> dict[str, dict]:
    """Every word of some texts, once, with its spellings, in the order in which the words appear."""
    return {word: spellings.spell(word) for text in texts for word in text.split()}
