"""Marks: information in a song's text other than its words, such as who sings, repeats and glosses.

While a text is cleaned, a mark is a token (`tokens.py`). Afterwards, it has a place: line and word.
"""

from dataclasses import dataclass

# Kinds of marks, with their names on the corpus page.
KINDS = {
    "comment": "comments and glosses",
    "english": "English words",
    "note": "notes in brackets",
    "elision": "abbreviated lines, filled in",
    "fragment": "abbreviated lines that could not be filled in",
    "pause": "dots where no words are missing",
    "repeat": "passages sung several times",
    "cue": "singers' cues",
    "number": "verse numbers",
    "refrain": "repeated lines",
}


@dataclass(frozen=True)
class Mark:
    """A mark at a word of a line, or on the words from there to before `to_line`, `to_word`.

    Lines are counted from 0 through the song, words from 0 in their line. `text` is the comment, the note, the
    English words, the number, the singer of a cue, the count of a repeat, the words that an elision leaves out (with
    line breaks), or the words that the file gives of a fragment.
    """

    kind: str
    line: int
    word: int
    to_line: int
    to_word: int
    text: str
