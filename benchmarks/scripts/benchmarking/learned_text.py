"""Read a text to train on, in two parts and as numbers."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from geetkar.memory.learning import learn_memory
from geetkar.memory.memory import Memory, rows_of
from geetkar.training.checkpoint import Discounts
from geetkar.vocabulary.encoding import Split, encode_split
from geetkar.vocabulary.vocabulary import Vocabulary, build_vocabulary
from geetkar.workflow.errors import InputError

TRAIN_SHARE = 0.9  # of a text in one file, the usual split of tinyshakespeare


class Text(NamedTuple):
    """A text: its vocabulary of characters, both of its parts as numbers and, if they have rows, their memory."""

    vocabulary: Vocabulary
    train: Split
    validation: Split
    memory: Memory | None = None

    @property
    def discounts(self) -> Discounts | None:
        """The discounts of its memory, for the origin of a network's checkpoint."""
        return None if self.memory is None else self.memory.discounts.tolist()


def read_text(paths: list[str]) -> Text:
    """Read a text from two files (training and validation), or from one, whose first nine tenths are for training.

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
    return number_text(*parts)


def number_text(train: str, validation: str) -> Text:
    """Encode both parts of a text with the characters of the training part."""
    vocabulary = build_vocabulary(train, "roman", "char")
    return Text(vocabulary, encode_split(train, vocabulary), encode_split(validation, vocabulary))


def remembered(text: Text, name: str) -> Text:
    """Return a text with a memory, by name, and its rows."""
    memory = learn_memory(name, text.train.encoded, text.vocabulary)
    train, validation = (replace(split, rows=rows_of(memory, split.encoded)) for split in (text.train, text.validation))
    return text._replace(train=train, validation=validation, memory=memory)
