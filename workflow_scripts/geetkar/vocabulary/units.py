"""Units of text, one per time step: characters, words or subwords.

A text is split into units and joined again without loss, except for units that the vocabulary lacks. A line break is
always a unit of its own. Word units do not contain the spaces between words; a subword includes the space before it.
"""

import re
from collections.abc import Callable, Iterable

from tokenizers import Regex, Tokenizer
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import Split
from tokenizers.trainers import BpeTrainer

WORD = re.compile(r"\n|[^ \n]+")
CODE = re.compile("[\ue000-\uf8ff]")  # of a line's plan: a character for private use, which no song has
SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: a `str` may contain it, but the tokenizer refuses it
WORD_WITH_SPACE = r"\n| ?[^ \n]+| "  # the text is split into these first, so no subword is longer


def split_into_units(text: str, unit: str) -> list[str]:
    """Split a text into characters or words (`unit` is `char` or `word`). For subwords, see `subword_splitter`."""
    return list(text) if unit == "char" else WORD.findall(text)


def join_units(units: Iterable[str], unit: str) -> str:
    """Join units into a text; words are separated by a space, except around line breaks."""
    if unit == "word":
        return re.sub(r" ?\n ?", "\n", " ".join(units))
    return "".join(units)


def learn_subwords(text: str, limit: int) -> list[str]:
    """Return the text's characters, then its subwords in the order in which they were merged, at most `limit` in all.

    All characters are returned, even if there are more than `limit`.

    Source: Sennrich, Haddow, Birch 2016, "Neural Machine Translation of Rare Words with Subword Units".
    """
    tokenizer = _tokenizer(BPE())
    tokenizer.train_from_iterator(text.splitlines(keepends=True), BpeTrainer(vocab_size=limit, show_progress=False))
    numbers = tokenizer.get_vocab()
    return sorted(numbers, key=numbers.__getitem__)


def subword_splitter(units: Iterable[str], unknown: str) -> Callable[[str], list[str]]:
    """Return a function that splits a text into the subwords `units`, which are in the order of `learn_subwords`.

    It merges neighbours step by step, each time the pair whose union was learned first. A character that is not in
    `units` becomes one `unknown`.
    """
    numbers = {unit: number for number, unit in enumerate(units)}
    halves = ((unit[:cut], unit[cut:]) for unit in numbers for cut in range(1, len(unit)))
    merges = [(left, right) for left, right in halves if left in numbers and right in numbers]
    tokenizer = _tokenizer(BPE(numbers, merges, unk_token=unknown))

    def split(text: str) -> list[str]:
        lines = tokenizer.encode_batch(SURROGATE.sub(unknown, text).splitlines(keepends=True))
        return [piece for line in lines for piece in line.tokens]

    return split


def _tokenizer(model: BPE) -> Tokenizer:
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = Split(Regex(WORD_WITH_SPACE), behavior="isolated")
    return tokenizer
