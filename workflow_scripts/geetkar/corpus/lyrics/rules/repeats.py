r"""The cleaning rule for counts such as `\-2`, for what is sung several times."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from geetkar.corpus.formats.song import Song
from geetkar.corpus.lyrics.lexer import CLOSE, DEVANAGARI, DIGITS, OPEN, TIMES
from geetkar.corpus.lyrics.rules.lines import ENDS, has
from geetkar.corpus.lyrics.tokens import ELISION, ENGLISH, REPEAT_END, REPEAT_START, VERSE, WORD, Token

COUNTS = frozenset({TIMES, DIGITS})
WORDS = frozenset({WORD, ENGLISH, DEVANAGARI, ELISION})
MOST_TIMES = 9
NO_DIGIT = re.compile(r"\D")


def read_repeats(tokens: list[Token], _song: Song) -> list[Token]:
    r"""Remove counts such as `\-2` in `( … ) \-2` or `… \-2`, for what is sung twice, and keep them as marks."""
    if not has(tokens, *COUNTS):
        return tokens
    kept: list[Token] = []
    openings: dict[int, list[Token]] = defaultdict(list)  # by their places among the tokens kept
    passages = _Passages()
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        start = passages.counted(token, last=following is None or following.kind in ENDS)
        if start is None:
            passages.see(token, len(kept))
            kept.append(token)
        elif 2 <= (times := int(NO_DIGIT.sub("", token.text)[:3])) <= MOST_TIMES:
            openings[start].append(Token(REPEAT_START, str(times), token.start, token.end))
            kept.append(Token(REPEAT_END, str(times), token.start, token.end))
            if start < passages.line_start:
                passages.line_start = len(kept)
    if not openings:
        return kept
    # Of two passages that begin together, the one that is counted later contains the other.
    return [each for place, token in enumerate(kept) for each in (*reversed(openings.get(place, ())), token)]


@dataclass
class _Passages:
    """The places where passages begin that a count at the present place can mean.

    Passages never overlap: each contains another one, or is apart from it.
    """

    line_start: int = 0
    line_before: int = 0  # the start of the line before, or of this line if there is none before it in its verse
    words: bool = False  # whether there are any on the line so far
    opened: list[int] = field(default_factory=list)  # brackets that are open
    closed: int | None = None  # the bracket whose closing bracket is the last token

    def see(self, token: Token, place: int) -> None:
        """Pass a token that is not a count."""
        if token.kind in ENDS:
            self.line_before, self.line_start, self.words = self.line_start, place + 1, False
            if token.kind == VERSE:
                self.line_before, self.closed = self.line_start, None
        elif token.kind == CLOSE:
            self.closed, self.words = self.opened.pop() if self.opened else None, True
            if self.closed is not None and self.closed < self.line_start:
                self.line_start = place + 1
        elif token.kind == OPEN:
            self.closed, self.words = None, True
            self.opened.append(place)
        elif token.kind in WORDS:
            self.closed, self.words = None, True

    def counted(self, token: Token, *, last: bool) -> int | None:
        """Return the start of the passage that a token counts, or `None` if it is not a count; `last` ends its line.

        A count alone on its line means what is above it.
        """
        if token.kind not in COUNTS or not (self.words or last):
            return None
        if self.closed is not None:
            return self.closed
        if token.kind == DIGITS:  # counts only a group in brackets
            return None
        return max([self.line_start if self.words else self.line_before, *self.opened[-1:]])
