"""Marks: information in a song's text other than its words, such as who sings, repeats and glosses.

While a text is cleaned, a mark is a token (`tokens.py`). Afterwards, it has a place: line and word.
"""

from collections import Counter
from dataclasses import dataclass, replace

TIMES = frozenset("23456789")  # allowed counts of a repeat
MOST_WORDS_GIVEN = 12  # at the beginning of an elided line
LONGEST_REFRAIN = 8  # lines
LONGEST_SONG = 20_000  # words, with repeats written out
LINE, VERSE = "\n", "\n\n"

# Kinds of marks, with their names on the corpus page.
KINDS = {
    "comment": "comments and glosses",
    "english": "English spans",
    "note": "notes in brackets",
    "elision": "abbreviated lines",
    "repeat": "passages sung several times",
    "cue": "singers' cues",
    "number": "verse numbers",
    "refrain": "repeated lines",
}


@dataclass(frozen=True)
class Mark:
    """A mark at a word of a line, or on the words from there to before `to_line`, `to_word`.

    Lines are counted from 0 through the song, words from 0 in their line. `text` is the comment, the note, the
    English words, the number, the singer of a cue, the count of a repeat, or the full line of an elision (empty if
    uncertain).
    """

    kind: str
    line: int
    word: int
    to_line: int
    to_word: int
    text: str


def resolve_elisions(lines: list[str], verse_ends: set[int], marks: list[Mark]) -> list[Mark]:
    r"""Return the marks with the full text of each elided line, where it is certain.

    `dil ke \threedots` is the earlier line that begins with these words, if there is only one. A whole earlier line
    with `\threedots` after it is that line and those after it in its verse. `verse_ends` has the numbers of the lines
    that end a verse.
    """
    elisions = {mark.line: mark for mark in marks if mark.kind == "elision" and mark.line < len(lines)}
    places: dict[str, int] = {}  # first place of each line
    beginnings: dict[str, set[str]] = {}  # lines by the words that they begin with
    resolved: dict[Mark, str] = {}
    for number, line in enumerate(lines):
        words = line.split()
        mark = elisions.get(number)
        if mark is None:
            places.setdefault(line, number)
            for count in range(1, min(len(words), MOST_WORDS_GIVEN + 1)):
                beginnings.setdefault(" ".join(words[:count]), set()).add(line)
        elif mark.word == len(words):
            longer = beginnings.get(line, set())
            if line in places:
                resolved[mark] = _refrain_from(lines, verse_ends, places[line])
            elif len(longer) == 1:
                (resolved[mark],) = longer
    return [replace(mark, text=resolved.get(mark, mark.text)) for mark in marks]


def _refrain_from(lines: list[str], verse_ends: set[int], first: int) -> str:
    """Return a line and those after it in its verse, or an empty text if they are too long for a refrain."""
    for number in range(first, min(first + LONGEST_REFRAIN, len(lines))):
        if number in verse_ends:
            return "\n".join(lines[first : number + 1])
    return ""


def refrains(lines: list[str], marks: list[Mark]) -> list[Mark]:
    """Return a mark for each line that occurs more than once in the song, elided or not."""
    full = list(lines)
    for mark in marks:
        if mark.kind == "elision" and mark.text:
            full[mark.line] = mark.text.split("\n")[0]
    counts = Counter(full)
    return [
        Mark("refrain", number, 0, number, len(lines[number].split()), "")
        for number, line in enumerate(full)
        if counts[line] > 1
    ]


def sung(verses: list[list[str]], marks: list[dict]) -> list[list[str]]:
    """Return the verses as they are sung: elided lines in full if they are certain, and repeats written out.

    `marks` are those of the songs table. A repeat of whole lines repeats the lines; one inside a line repeats words.
    """
    tokens, places = _flatten(verses)
    added: dict[int, list[str]] = {}
    spans = []
    for mark in marks:
        if mark["kind"] == "elision" and mark["text"]:
            start, words = places[mark["line"]], mark["text"].replace("\n", f" {LINE} ").split(" ")
            added[start + mark["word"]] = words[mark["word"] :]
        elif mark["kind"] == "repeat" and mark["text"] in TIMES:
            start, end = (places[mark[f"{at}line"]] + mark[f"{at}word"] for at in ("", "to_"))
            spans.append((start, end, int(mark["text"])))
    return _unflatten(_expand(tokens, added, spans))


def _flatten(verses: list[list[str]]) -> tuple[list[str], list[int]]:
    """Return the words, with `LINE` or `VERSE` after each line, and the place of each line's start and of the end."""
    tokens: list[str] = []
    places = []
    for verse in verses:
        for line in verse:
            places.append(len(tokens))
            tokens += [*line.split(), LINE]
        tokens[-1] = VERSE
    return tokens, [*places, len(tokens)]


def _unflatten(tokens: list[str]) -> list[list[str]]:
    verses: list[list[str]] = [[]]
    words: list[str] = []
    for token in tokens:
        if token in (LINE, VERSE):
            verses[-1] += [" ".join(words)] if words else []
            words = []
            if token == VERSE:
                verses.append([])
        else:
            words.append(token)
    return [verse for verse in verses if verse]


def _expand(tokens: list[str], added: dict[int, list[str]], spans: list[tuple[int, int, int]]) -> list[str]:
    """Return tokens with the words to add before some of them, and with spans (start, end, times) repeated.

    A span that overlaps another one, or would make the song longer than `LONGEST_SONG`, is not repeated.
    """
    opening: dict[int, list[tuple[int, int]]] = {}
    for start, end, times in sorted(spans, key=lambda span: (span[0], -span[1])):
        opening.setdefault(start, []).append((end, times))
    written: list[list[str]] = [[]]
    open_spans: list[tuple[int, int, int]] = []  # start, end, times
    for place, token in enumerate([*tokens, None]):
        written[-1] += added.get(place, [])
        while open_spans and open_spans[-1][1] == place:
            start, _, times = open_spans.pop()
            once = written.pop()
            if sum(map(len, written)) + times * len(once) > LONGEST_SONG:
                times = 1
            whole_lines = (start == 0 or tokens[start - 1] in (LINE, VERSE)) and token in (LINE, VERSE)
            between = [LINE] if whole_lines else []
            written[-1] += once + (times - 1) * (between + once)
        for end, times in opening.get(place, []):
            if end > place and (not open_spans or end <= open_spans[-1][1]):
                open_spans.append((place, end, times))
                written.append([])
        if token is not None:
            written[-1].append(token)
    return written[0]
