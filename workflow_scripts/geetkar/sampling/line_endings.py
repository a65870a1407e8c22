"""What a line that is written from its end may go on with: the words of its radif, then a word that rhymes.

iah iitakuhj        radif `hai` is given; the letters of the qafia before it lead to a word that rhymes
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SPACE, LINE_BREAK = " ", "\n"
WHOLE = ""  # the key of a trie's node that ends a word
LONGEST_LINE = 150  # letters, after which a line ends with its word

Trie = dict[str, "Trie"]


def trie_of(words: Iterable[str]) -> Trie:
    """Return the words as a trie from their last letters on."""
    root: Trie = {}
    for word in words:
        node = root
        for letter in reversed(word):
            node = node.setdefault(letter, {})
        node[WHOLE] = {}
    return root


@dataclass(frozen=True)
class Ending:
    """What is asked of the end of a line.

    `radif` are words that it ends in. `words` are tries for words by the number of words after each.
    """

    radif: str = ""
    words: Mapping[int, Trie] = field(default_factory=dict)


class Line:
    """A line as it is written letter by letter."""

    def __init__(self, letters: frozenset[str]):
        """Begin a line. `letters` are all that words may have."""
        self.written = ""
        self.is_whole = False
        self.letters = letters
        self.bits = self.price = 0.0

    @property
    def line(self) -> str:
        """Return the line as it is sung."""
        return self.written

    def allowed(self) -> frozenset[str]:
        """Return the letters of which one may come next."""
        if self.written[-1:] in ("", SPACE):
            return self.letters
        if len(self.written) > LONGEST_LINE:
            return self.ends()
        return self.letters | self.ends()

    def ends(self) -> frozenset[str]:
        """Return what may come after a whole word."""
        return frozenset(LINE_BREAK) if len(self.written) > LONGEST_LINE else frozenset((SPACE, LINE_BREAK))

    def write(self, letter: str, bits: float = 0.0, price: float = 0.0) -> None:
        """Write one of the letters that are allowed, with its bits and those by which others were more likely."""
        self.bits += bits
        self.price += price
        if letter == LINE_BREAK:
            self.is_whole = True
        else:
            self.written += letter


class BackwardLine(Line):
    """A line as it is written from its end, with what is asked of this."""

    def __init__(self, letters: frozenset[str], ending: Ending):
        super().__init__(letters)
        self._given = ending.radif[::-1] + SPACE if ending.radif else ""
        self._tries = dict(ending.words)
        self._word = 0  # words after the present one
        self._node = self._tries.get(0)

    @property
    def line(self) -> str:
        """Return the line as it is sung."""
        return self.written[::-1]

    def allowed(self) -> frozenset[str]:
        """Return the letters of which one may come next."""
        if len(self.written) < len(self._given):
            return frozenset(self._given[len(self.written)])
        if self._node is None:
            return super().allowed()
        return frozenset(filter(None, self._node)) | (self.ends() if WHOLE in self._node else frozenset())

    def ends(self) -> frozenset[str]:
        """Return what may come after a whole word: no line break before all that is asked is written."""
        return frozenset(SPACE) if any(place > self._word for place in self._tries) else super().ends()

    def write(self, letter: str, bits: float = 0.0, price: float = 0.0) -> None:
        """Write one of the letters that are allowed."""
        super().write(letter, bits, price)
        if letter == SPACE:
            self._word += 1
            self._node = self._tries.get(self._word)
        elif self._node is not None:
            self._node = self._node.get(letter)
