r"""Tokens: the pieces of a song's body, each with its place in the file.

A body is read into tokens once. The cleaning rules are functions from tokens to tokens, which leave only words, the
ends of lines and verses, and what becomes a mark. docs/isb.md has the grammar.
"""

from dataclasses import dataclass

# What the cleaned song consists of.
WORD = "word"  # in ITRANS; canonical after the cleaning
ENGLISH = "english"  # an English word; in lower case, without signs, after the cleaning
LINE = "line"  # the end of a line
VERSE = "verse"  # the end of a line that is also the end of a verse

# What becomes a mark. `text` is as in `marks.Mark`.
COMMENT = "comment"
NOTE = "note"
NUMBER = "number"
CUE = "cue"
ELISION = "elision"
REPEAT_START = "repeat_start"  # of a passage that is sung `text` times
REPEAT_END = "repeat_end"

# What an elision becomes when the song is written as it is sung.
ELISION_END = "elision_end"  # after the words that an `ELISION` adds; its `text` has them, with line breaks
PAUSE = "pause"  # dots where no words are missing
FRAGMENT = "fragment"  # an abbreviated line that is not resolved; `text` has the words that the file gives


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a body: `kind` says what it is, `text` what it says; it is at the characters `start` to before `end`.

    A token that a rule adds has the place of the piece that it replaces; a word that is repeated, or completes an
    abbreviated line, has the place of the word that it repeats.
    """

    kind: str
    text: str
    start: int
    end: int
