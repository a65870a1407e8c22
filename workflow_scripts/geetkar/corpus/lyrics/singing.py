r"""Write a song as it is sung, and find the place of each mark in the result.

`corpus.repeats` chooses the form: `complete` has each line that the file has, once, with the words of abbreviated
lines; `expand` also writes repeats out; `drop` has only the words that the file gives.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from geetkar.corpus.lyrics.elisions import LONGEST_SONG, SUNG, Line, fill_in
from geetkar.corpus.lyrics.marks import Mark
from geetkar.corpus.lyrics.roles import roles_of
from geetkar.corpus.lyrics.tokens import (
    COMMENT,
    CUE,
    ELISION,
    ELISION_END,
    ENGLISH,
    LINE,
    REPEAT_END,
    REPEAT_START,
    VERSE,
    Token,
)
from geetkar.corpus.transliteration.word_sounds import Sounds, sound_of

FORMS = ("drop", "complete", "expand")
TIMES = frozenset("23456789")  # how often a passage can be repeated
REPEATED = (*SUNG, LINE, VERSE, CUE)  # what a repeat writes again


@dataclass
class SungSong:
    """A song as it is sung: verses of lines of words, the role of each verse, and marks."""

    verses: list[list[str]] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


def sing(tokens: list[Token], repeats: str) -> list[Token]:
    """Return a cleaned song's tokens in one of the `FORMS`."""
    tokens = fill_in(lines_of(tokens), write=repeats != "drop")
    return write_repeats(tokens) if repeats == "expand" else tokens


def lines_of(tokens: list[Token]) -> list[Line]:
    """Return the lines of a song.

    Lines without words or elisions are joined with the next one; those of a translation, with the one that they follow.
    """
    lines: list[Line] = []
    waiting: list[Token] = []
    sung, verse = False, 0
    for token in tokens:
        if token.kind not in (LINE, VERSE):
            waiting.append(token)
            sung = sung or token.kind in (*SUNG, ELISION)
            continue
        if sung:
            lines.append(Line(waiting, token, verse))
            waiting, sung = [], False
        elif lines:
            if lines[-1].end.kind == LINE and all(map(_is_translation, waiting)):
                lines[-1].tokens += waiting
                waiting = []
            if token.kind == VERSE:
                lines[-1].end = token
        verse = lines[-1].verse + (lines[-1].end.kind == VERSE) if lines else 0
    if waiting:
        lines.append(Line(waiting, Token(VERSE, "", waiting[-1].end, waiting[-1].end), verse))
    return lines


def _is_translation(token: Token) -> bool:
    """Return whether a token is a comment in parentheses, as those that translate the line above them are."""
    return token.kind == COMMENT and token.text.startswith("(") and token.text.endswith(")")


def write_repeats(tokens: list[Token]) -> list[Token]:
    """Return a song with repeats written out, unless it would have more than `LONGEST_SONG` words.

    A repeat of whole lines repeats the lines; one inside a line repeats words.
    """
    written: list[Token] = []
    opened: list[_Opened] = []
    starts_line, words = True, 0
    for token, ends_line in zip(tokens, _ends_of_lines(tokens), strict=True):
        if token.kind == REPEAT_START:
            opened.append(_Opened(len(written), words, token.text, starts_line))
        elif token.kind == REPEAT_END and opened:
            repeat = opened.pop()
            more = (int(repeat.times) - 1) * (words - repeat.words) if repeat.times in TIMES else 0
            if more and words + more <= LONGEST_SONG:
                once = [each for each in written[repeat.start :] if each.kind in REPEATED]
                between = [Token(LINE, "", token.start, token.start)] if repeat.starts_line and ends_line else []
                written += (int(repeat.times) - 1) * (between + once)
                words += more
        elif token.kind in SUNG:
            starts_line, words = False, words + 1
        elif token.kind in (LINE, VERSE):
            starts_line = True
        written.append(token)
    return written


@dataclass(frozen=True)
class _Opened:
    """A repeat that has begun: the tokens and words before it, how often it is sung, and if it starts a line."""

    start: int
    words: int
    times: str
    starts_line: bool


def _ends_of_lines(tokens: list[Token]) -> list[bool]:
    """Return for each token whether no word follows in its line."""
    ends, at_end = [], True
    for token in reversed(tokens):
        if token.kind in (*SUNG, LINE, VERSE):
            at_end = token.kind not in SUNG
        ends.append(at_end)
    return ends[::-1]


def place(tokens: list[Token], body: str, sound: Callable[[str], str] = sound_of) -> SungSong:
    """Return a song's verses, roles and marks; `body` is the text that the tokens have their places in.

    Words with the same `sound` are the same in lines that return.
    """
    placing = _Placing(body)
    for token in tokens:
        placing.add(token)
    placing.end_verse()
    song = placing.song
    song.verses = [[" ".join(line) for line in verse] for verse in placing.verses]
    sounds = [[Sounds(line, sound) for line in verse] for verse in placing.meant]
    song.roles = roles_of(sounds)
    song.marks += _refrains([line for verse in sounds for line in verse], song.verses)
    song.marks.sort(key=lambda mark: (mark.line, mark.word))
    return song


class _Placing:
    """Count lines and words, and give each mark its place."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.song = SungSong()
        self.verses: list[list[list[str]]] = []
        self.meant: list[list[list[str]]] = []  # the same, with abbreviated lines in full
        self.lines: list[list[str]] = []  # of the verse that is being read
        self.lines_meant: list[list[str]] = []
        self.words: list[Token] = []  # of the line that is being read
        self.unwritten: list[str] = []
        self.line = 0
        self.opened: list[tuple[int, int, str]] = []  # place and text of each repeat
        self.elided: tuple[int, int, str] = (0, 0, "")

    @property
    def here(self) -> tuple[int, int]:
        """The line and the word that is read next."""
        return self.line, len(self.words)

    def add(self, token: Token) -> None:
        """Add a token."""
        if token.kind in SUNG:
            self.words.append(token)
        elif token.kind in (LINE, VERSE):
            self.end_line()
            if token.kind == VERSE:
                self.end_verse()
        elif token.kind == REPEAT_START:
            self.opened.append((*self.here, token.text))
        elif token.kind == REPEAT_END:
            if self.opened:
                self._mark("repeat", *self.opened.pop())
        elif token.kind == ELISION:
            self.elided = (*self.here, token.text)
        elif token.kind == ELISION_END:
            self._mark("elision", *self.elided, can_be_empty=True)
            if self.elided[:2] == self.here:
                self.unwritten = self.elided[2].partition("\n")[0].split()
        else:
            self._mark(token.kind, *self.here, token.text, can_be_empty=True)

    def _mark(self, kind: str, line: int, word: int, text: str, *, can_be_empty: bool = False) -> None:
        if can_be_empty or (line, word) != self.here:
            self.song.marks.append(Mark(kind, line, word, *self.here, text))

    def end_line(self) -> None:
        """End a line, if it has words."""
        if not self.words:
            return
        for english, numbered in groupby(enumerate(self.words), key=lambda item: item[1].kind == ENGLISH):
            places, words = zip(*numbered, strict=True)
            if english:
                text = _as_in_file(words, self.body)
                self.song.marks.append(Mark("english", self.line, places[0], self.line, places[-1] + 1, text))
        self.lines.append([word.text for word in self.words])
        self.lines_meant.append(self.lines[-1] + self.unwritten)
        self.words, self.unwritten = [], []
        self.line += 1

    def end_verse(self) -> None:
        """End a verse, if it has lines."""
        self.end_line()
        if self.lines:
            self.verses.append(self.lines)
            self.meant.append(self.lines_meant)
        self.lines, self.lines_meant = [], []


def _as_in_file(words: Sequence[Token], body: str) -> str:
    """Return English words as the file has them; words that were filled in from several places as they are written."""
    text = body[words[0].start : words[-1].end]
    if not text or "\n" in text:
        return " ".join(word.text for word in words)
    return " ".join(text.replace("#", "").split())


def _refrains(sounds: list[Sounds], verses: list[list[str]]) -> Iterator[Mark]:
    """Yield a mark for each line that occurs more than once."""
    counts = Counter(line.text for line in sounds)
    lengths = [len(line.split()) for verse in verses for line in verse]
    for number, (line, length) in enumerate(zip(sounds, lengths, strict=True)):
        if counts[line.text] > 1:
            yield Mark("refrain", number, 0, number, length, "")
