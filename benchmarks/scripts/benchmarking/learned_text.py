"""Read a text to train on, in its parts and as numbers."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from geetkar.memory.learning import learn_memory
from geetkar.memory.memory import Memory, rows_of
from geetkar.training.checkpoint import Discounts
from geetkar.verse.codes import CODES
from geetkar.vocabulary.encoding import Split, encode_split
from geetkar.vocabulary.units import CODE
from geetkar.vocabulary.vocabulary import Vocabulary, build_vocabulary
from geetkar.workflow.errors import InputError

TRAIN_SHARE = 0.9  # of a text in one file, the usual split of tinyshakespeare


class Text(NamedTuple):
    """A text: its vocabulary of characters, its parts as numbers and, if they have rows, their memory."""

    vocabulary: Vocabulary
    train: Split
    validation: Split
    test: Split | None = None
    memory: Memory | None = None

    @property
    def discounts(self) -> Discounts | None:
        """The discounts of its memory, for the origin of a network's checkpoint."""
        return None if self.memory is None else self.memory.discounts.tolist()


def read_text(paths: list[str]) -> Text:
    """Read a text and encode it. Raise `InputError` if a file cannot be read."""
    return number_text(*read_parts(paths))


def read_parts(paths: list[str]) -> list[str]:
    """Read a text from a file for each part, or from one file, whose first nine tenths are for training.

    Raise `InputError` if a file cannot be read.
    """
    try:
        parts = [Path(path).read_text(encoding="utf-8") for path in paths]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"could not read the text to train on ({error}): check config key `benchmarks.text`."
        ) from error
    if len(parts) == 1:
        cut = int(TRAIN_SHARE * len(parts[0]))
        parts = [parts[0][:cut], parts[0][cut:]]
    return parts


def number_text(train: str, validation: str, test: str | None = None) -> Text:
    """Encode the parts of a text (training, validation and perhaps test) with the characters of the training part.

    The vocabulary of a text with codes of plans has all of them, as that of the workflow has.
    """
    vocabulary = build_vocabulary(train, "roman", "char", also=CODES if CODE.search(train) else "")
    held_out = None if test is None else encode_split(test, vocabulary)
    return Text(vocabulary, encode_split(train, vocabulary), encode_split(validation, vocabulary), held_out)


def remembered(text: Text, name: str) -> Text:
    """Return a text with a memory, by name, and its rows."""
    memory = learn_memory(name, text.train.encoded, text.vocabulary)

    def with_rows(split: Split) -> Split:
        return replace(split, rows=rows_of(memory, split.encoded))

    test = None if text.test is None else with_rows(text.test)
    return Text(text.vocabulary, with_rows(text.train), with_rows(text.validation), test, memory)
