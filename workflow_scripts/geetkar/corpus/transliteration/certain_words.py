"""Words that songs write in one way only: they show what a contributor meant who wrote something else.

`derive_certain_words.py` derives the table from the words of a corpus.
"""

from pathlib import Path

TABLE = Path(__file__).with_name("certain_words.tsv")


def read_certain_words(kind: str) -> frozenset[str]:
    """Return the words of a kind, in canonical ITRANS.

    `aa` words end in it and never in `a` or a consonant (`meraa`); `conjunct` words have two consonants without a vowel
    between them, and never with one (`jaldii`).
    """
    rows = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines())
    return frozenset(word for word, its_kind in rows if its_kind == kind)


ENDING_IN_AA = read_certain_words("aa")
WITH_CONJUNCT = read_certain_words("conjunct")
