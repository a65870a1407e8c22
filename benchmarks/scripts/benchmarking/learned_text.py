"""A text that networks learn from, in two parts and as numbers."""

from pathlib import Path
from typing import NamedTuple

from geetkar.vocabulary.encoding import Split, encode_split
from geetkar.vocabulary.vocabulary import Vocabulary, build_vocabulary
from geetkar.workflow.errors import InputError

TRAIN_SHARE = 0.9  # of a text in one file, as users of tinyshakespeare split it


class Text(NamedTuple):
    """The characters of a text, and both parts of it as numbers."""

    vocabulary: Vocabulary
    train: Split
    validation: Split


def read_text(paths: list[str]) -> Text:
    """Read a text of two files, one to train and one to validate, or of one, whose first nine tenths are to train.

    Raises `InputError` when a file cannot be read.
    """
    try:
        parts = [Path(path).read_text(encoding="utf-8") for path in paths]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"could not read a text to train on ({error}): check config key `benchmarks.text`.") from error
    if len(parts) == 1:
        cut = int(TRAIN_SHARE * len(parts[0]))
        parts = [parts[0][:cut], parts[0][cut:]]
    return number_text(*parts)


def number_text(train: str, validation: str) -> Text:
    """Number both parts of a text in the characters of its training part."""
    vocabulary = build_vocabulary(train, "roman", "char")
    return Text(vocabulary, encode_split(train, vocabulary), encode_split(validation, vocabulary))
