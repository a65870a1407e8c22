"""What one time step is: a character, a word, or a subword.

Text is taken apart into units and put together again without loss, except that an unknown unit stays unknown.
A line break is a unit of its own in all; between words, the space is understood; a subword holds the space before it.
"""

import re
from collections.abc import Callable, Iterable

from tokenizers import Regex, Tokenizer
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import Split
from tokenizers.trainers import BpeTrainer

WORD = re.compile(r"\n|[^ \n]+")
SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, which a `str` may hold and the tokenizer refuses
WORD_WITH_SPACE = r"\n| ?[^ \n]+| "  # what no subword reaches beyond


def split_into_units(text: str, unit: str) -> list[str]:
    """Take a text apart into its units: `char` or `word`. Subwords take a vocabulary: see `subword_splitter`."""
    return list(text) if unit == "char" else WORD.findall(text)


def join_units(units: Iterable[str], unit: str) -> str:
    """Put units together again; words are parted by a space, except around line breaks."""
    if unit == "word":
        return re.sub(r" ?\n ?", "\n", " ".join(units))
    return "".join(units)


def learn_subwords(text: str, limit: int) -> list[str]:
    """The text's characters and then its subwords, at most `limit` in all, in the order in which they were merged.

    There are more when the text has more characters than that: all of them are there.

    Source: Sennrich, Haddow, Birch 2016, "Neural Machine Translation of Rare Words with Subword Units".
    """
    tokenizer = _tokenizer(BPE())
    tokenizer.train_from_iterator(text.splitlines(keepends=True), BpeTrainer(vocab_size=limit, show_progress=False))
    numbers = tokenizer.get_vocab()
    return sorted(numbers, key=numbers.__getitem__)


def subword_splitter(units: Iterable[str], unknown: str) -> Callable[[str], list[str]]:
    """A function that takes a text apart into subwords: those of `units`, in the order of `learn_subwords`.

    Of two neighbours that can be merged, the pair whose union was learned first is. A character that is no unit
    stands by itself; `unknown` names the unit that counts as such.
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
