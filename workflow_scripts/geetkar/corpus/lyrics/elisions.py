r"""Fill in the words that a song file leaves out, as in `dil ke \threedots`.

`line_search.py` finds the line that is meant. An elision after a whole line means the rest of its verse as well; one
between two parts of a line means what is between them. docs/isb.md has the rules.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from geetkar.corpus.lyrics.line_search import MOST_WORDS, Source, Sources, texts_of
from geetkar.corpus.lyrics.tokens import ELISION, ELISION_END, ENGLISH, FRAGMENT, LINE, PAUSE, VERSE, WORD, Token
from geetkar.corpus.transliteration.word_sounds import Sounds, is_interjection, sound_of

LONGEST_REFRAIN = 16  # lines
LONGEST_SONG = 20_000  # words
SUNG = (WORD, ENGLISH)


@dataclass
class Line:
    """A line of a song: its words and marks, its end (`LINE` or `VERSE`), and the number of its verse."""

    tokens: list[Token]
    end: Token
    verse: int

    @property
    def words(self) -> list[Token]:
        """The words that are sung."""
        return [token for token in self.tokens if token.kind in SUNG]

    @property
    def elisions(self) -> int:
        """The number of elisions."""
        return sum(token.kind == ELISION for token in self.tokens)


@dataclass(frozen=True)
class Answer:
    """What an elision means: the kind of its mark, and the words that are missing, with `LINE` between lines."""

    kind: str
    missing: Sequence[Token] = ()

    @property
    def ends_line(self) -> bool:
        """Whether the words after the elision are another line."""
        return bool(self.missing) and self.missing[-1].kind == LINE


NOTHING_MISSING = Answer(PAUSE)


class Resolver:
    """Find out what the elisions of a song mean, line by line."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.sources = Sources()
        self.full: dict[int, list[Token]] = {}  # the words of each line that is known
        self.room = LONGEST_SONG  # words that may still be added
        self.answers: dict[int, list[Answer]] = {}  # for the elisions of each line

    def resolve(self) -> dict[int, list[Answer]]:
        """Return the answers for the elisions of each line: from earlier lines, or else from all lines."""
        for number, line in enumerate(self.lines):
            if line.elisions:
                self._answer(number, last_try=False)
            else:
                self._know(number, line.words)
        for number, line in enumerate(self.lines):
            if line.elisions and number not in self.answers:
                self._answer(number, last_try=True)
        return self.answers

    def _know(self, number: int, words: list[Token]) -> None:
        self.full[number] = words
        self.sources.add(number, self.lines[number].verse, words)

    def _answer(self, number: int, *, last_try: bool) -> None:
        """Answer all elisions of a line, or none of them if the last one is still open."""
        parts = _parts(self.lines[number].tokens)
        answers: list[Answer] = []
        words: list[Token] = []  # of the line, up to the elision
        for place, (part, following) in enumerate(zip(parts[:-1], _following(parts), strict=True)):
            words += part
            if place and not part:
                answer = NOTHING_MISSING
            elif following:
                answer = self._in_the_middle(words[:MOST_WORDS], following[:MOST_WORDS])
            else:
                answer = self._at_the_end(number, words, last_try=last_try)
            if answer is None:
                return
            answers.append(self._within_limits(answer))
            words += _until_line_end(answers[-1].missing)
            if answers[-1].ends_line:
                words = []
        self.answers[number] = answers
        if answers[-1].kind != FRAGMENT:
            self._know(number, words + parts[-1])

    def _within_limits(self, answer: Answer) -> Answer:
        self.room -= len(answer.missing)
        return answer if self.room >= 0 or not answer.missing else Answer(FRAGMENT)

    def _in_the_middle(self, words: list[Token], following: list[Token]) -> Answer:
        """Return what is missing between words and those after them: part of a line, or the rest of one."""
        texts, rest = texts_of(words), texts_of(following)
        if all(map(is_interjection, texts)) or self.room < 0:
            return NOTHING_MISSING
        missing = self.sources.between(texts, rest)
        if missing is not None:
            return Answer(ELISION, missing) if missing else NOTHING_MISSING
        if lines := self._lines_between(texts, rest):
            return Answer(ELISION, lines)
        found = self.sources.beginning_with(texts)
        if found and found.missing and sound_of(rest[0]) not in map(sound_of, texts):
            return Answer(ELISION, [*found.missing, Token(LINE, "", words[-1].end, words[-1].end)])
        return NOTHING_MISSING

    def _lines_between(self, words: list[str], following: list[str]) -> list[Token]:
        """Return what is missing between words and those that a later line of their verse has."""
        rest = Sounds(following, sound_of)
        found = self.sources.beginning_with(words)
        if not found:
            return []
        missing = list(found.missing)
        for number, end in self._ends_from(found.source):
            missing.append(Token(LINE, "", end.start, end.start))
            words_there = self.full[number + 1]
            if place := _sounds_of(words_there).place_of(rest):
                return missing + words_there[: place[0]]
            missing += words_there
        return []

    def _ends_from(self, source: Source) -> Iterator[tuple[int, Token]]:
        """Yield the number and the end of each line of a verse from one to the last but one, while they are known."""
        for number in range(source.number, min(source.number + LONGEST_REFRAIN, len(self.lines) - 1)):
            if self.lines[number].end.kind == VERSE or number + 1 not in self.full:
                return
            yield number, self.lines[number].end

    def _at_the_end(self, number: int, words: list[Token], *, last_try: bool) -> Answer | None:
        """Return what is missing after the words of a line; None if that is not clear before the last try."""
        if not words:
            words = self.full.get(number - 1, [])
        texts = texts_of(words)
        following = self._next_line(number)
        if all(map(is_interjection, texts)) or (following and self.sources.has([*texts, *following])):
            return NOTHING_MISSING
        if self.room < 0:
            return Answer(FRAGMENT)
        found = self.sources.beginning_with(texts) if last_try else self.sources.find(texts)
        if found:
            missing = found.missing
            if not missing and found.from_start and not last_try:
                missing = self._rest_of_verse(found.source, number)
            if not missing and not last_try:
                longer = self.sources.longer_than(texts)
                missing = longer.missing if longer and not self._is_next(number, longer.source.words) else []
            return Answer(ELISION, missing) if missing else NOTHING_MISSING
        if not last_try:
            return None
        # If no longer line begins with the same word, nothing is abbreviated: the song goes on, or the singer pauses.
        return Answer(FRAGMENT) if self.sources.has_longer_than(texts) else NOTHING_MISSING

    def _rest_of_verse(self, source: Source, elided: int) -> list[Token]:
        """Return the lines after one in its verse, until it returns or the file itself writes the line next.

        Return nothing if there are too many for a refrain.
        """
        # A verse ends with the line that it began with, or the file itself writes the refrain after this line.
        if source.verse == self.lines[elided].verse or self._is_next(elided, source.words):
            return []
        beginning = _sounds_of(source.words).text
        rest: list[Token] = []
        for count, (number, end) in enumerate(self._ends_from(source), start=1):
            words = self.full[number + 1]
            text = _sounds_of(words).text
            returns = text == beginning or (self.lines[number + 1].elisions and text.startswith(beginning))
            if returns or self._is_next(elided, words):
                break
            if count == LONGEST_REFRAIN:
                return []
            rest += [Token(LINE, "", end.start, end.start), *words]
        return rest

    def _next_line(self, number: int) -> list[str]:
        """Return the words that the file itself writes after a line."""
        return texts_of(self.lines[number + 1].words[:MOST_WORDS]) if number + 1 < len(self.lines) else []

    def _is_next(self, number: int, words: list[Token]) -> bool:
        """Return whether words are those of the line that the file itself writes after another."""
        return bool(_sounds_of(words).words_in(Sounds(self._next_line(number), sound_of)))


def fill_in(lines: list[Line], *, write: bool) -> list[Token]:
    """Return a song's tokens with a mark for each elision, and with the words that are missing if `write` is true.

    Then, a line that is not resolved has no words; its mark has them.
    """
    answers = Resolver(lines).resolve() if any(line.elisions for line in lines) else {}
    written: list[Token] = []
    for number, line in enumerate(lines):
        remaining = iter(answers.get(number, []))
        open_from = len(written)  # the first token of the line that is being written
        for token in line.tokens:
            if token.kind != ELISION:
                written.append(token)
                continue
            answer = next(remaining)
            if answer.kind == FRAGMENT:
                words = [each for each in written[open_from:] if each.kind in SUNG]
                token = replace(token, text=" ".join(texts_of(words)))
                if write:
                    written[open_from:] = [each for each in written[open_from:] if each.kind not in SUNG]
            written += _marked(token, answer, write=write)
            if answer.ends_line:
                open_from = len(written)
        written.append(line.end)
    return written


def _marked(token: Token, answer: Answer, *, write: bool) -> list[Token]:
    """Return an elision as a mark, with the missing words between its beginning and its end."""
    if answer.kind != ELISION:
        return [replace(token, kind=answer.kind, text=token.text if answer.kind == FRAGMENT else "")]
    missing = list(answer.missing)
    line_end = [missing.pop()] if answer.ends_line else []
    text = " ".join("\n" if word.kind == LINE else word.text for word in missing).replace(" \n ", "\n").strip()
    end = replace(token, kind=ELISION_END, text="")
    return [replace(token, text=text), *missing, end, *line_end] if write else [replace(token, text=text), end]


def _parts(tokens: list[Token]) -> list[list[Token]]:
    """Return the words before, between and after the elisions of a line."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == ELISION:
            parts.append([])
        elif token.kind in SUNG:
            parts[-1].append(token)
    return parts


def _following(parts: list[list[Token]]) -> list[list[Token]]:
    """Return the next words after each elision of a line; none after the last words."""
    following: list[list[Token]] = []
    words: list[Token] = []
    for part in reversed(parts[1:]):
        words = part or words
        following.append(words)
    return following[::-1]


def _sounds_of(words: list[Token]) -> Sounds:
    """Return the sounds of the words of a line, as many as are compared."""
    return Sounds(texts_of(words[:MOST_WORDS]), sound_of)


def _until_line_end(words: Sequence[Token]) -> list[Token]:
    return list(takewhile(lambda word: word.kind != LINE, words))
