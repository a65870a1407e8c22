"""The plan of a song: for each line, how long it is, and which earlier line it repeats or rhymes with.

Lines rhyme by the rule that the marks use (`verse/rhymes.py`). The plan has nothing else of the words, so other songs
can be written to it. `verse/notation.py` reads plans that people write.

    sheher me.n shaam Dhalii       N  A
    naav kinaare se chalii         P  a    rhymes with the line before

    nadii pe chaa.Nd utaraa        N  x
    yaad kii jalatii galii         Q  a    rhymes with the line before the last
    sheher me.n shaam Dhalii       R  A    is the first line again

This module imports only the standard library and modules that do (see `verse/notation.py`).
"""

from collections import ChainMap
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from geetkar.corpus.transliteration.letters import VOWEL_SOUNDS
from geetkar.verse.codes import FREE, LENGTHS, LETTERS
from geetkar.verse.rhymes import Word, heard_line, nearest_rhyme, rhyme_with

ROLES = "MA"  # a line of the mukhda, the song's first verse; of a later verse
TIES = "NRPQST"
NEW, REPEATED, MUKHDA = "N", "R", "T"
TIE_OF_DISTANCE = {1: "P", 2: "Q", 3: "S", 4: "S"}  # lines between a line and the one that it rhymes with, and one
RHYMING = {MUKHDA, *TIE_OF_DISTANCE.values()}
OPENING = 2  # lines of the mukhda that later verses return to


@dataclass(frozen=True)
class PlannedLine:
    """A line of a song, as it is to be written."""

    verse: int  # number of its verse in the song
    role: str  # `M` in the mukhda, the first verse; `A` later
    length: int  # class of length, from `length_class`
    tie: str  # `N` new; `R` repeats an earlier line; `P`, `Q`, `S` rhyme 1, 2, 3-4 lines back; `T` with the opening
    to: int  # number in the song of the line that it is tied to; -1 for `N`
    radif: int | None  # words after its rhyme that lines with this rhyme share; None if the writer may choose
    letter: str  # in the notation: `a` rhymes with `a`, `A` is a refrain, `x` is free

    @property
    def rhyme(self) -> str:
        """Return the small letter of the lines that it rhymes with."""
        return self.letter[0].lower()

    @property
    def refrain(self) -> int:
        """Return which refrain with its rhyme it is, from 1; 0 if it is none."""
        return int(self.letter[1:] or 1) if self.letter[0].isupper() else 0


def length_class(syllables: int) -> int:
    """Return the class of length of a line by its syllables."""
    return min(max((syllables - 3) // 2, 0), LENGTHS - 1)


def syllables_of(words: Iterable[Word]) -> int:
    """Return the syllables of a line, given as the sounds of its words: one for each vowel."""
    return sum(sound in VOWEL_SOUNDS for word in words for sound in word)


def plan_of(verses: Sequence[Sequence[str]], sounds: Callable[[str], Word]) -> list[PlannedLine]:
    """Return the plan of a song: the verses of its lines, in a script whose words `sounds` reads."""
    lines = [line for verse in verses for line in verse]
    spoken = [[sounds(word) for word in line.split()] for line in lines]
    verse_numbers = [number for number, verse in enumerate(verses) for _ in verse]
    tied = list(_ties(lines, spoken, verse_numbers))
    letters = scheme_letters([tie for tie, _, _ in tied], [to for _, to, _ in tied])
    return [
        PlannedLine(verse, ROLES[verse > 0], length_class(syllables_of(words)), tie, to, radif, letter)
        for verse, words, (tie, to, _), radif, letter in zip(
            verse_numbers, spoken, tied, _radifs(tied), letters, strict=True
        )
    ]


def scheme_letters(ties: Sequence[str], to: Sequence[int]) -> list[str]:
    """Return the letter of each line in the notation, from what it is tied to."""
    first = list(range(len(ties)))  # line that is tied to no other, through others
    origin = list(range(len(ties)))  # first line with the same words
    for number, tie in enumerate(ties):
        if tie != NEW:
            first[number] = first[to[number]]
        if tie == REPEATED:
            origin[number] = origin[to[number]]
    rhymed = {first[number] for number, tie in enumerate(ties) if tie not in (NEW, REPEATED)}
    returning = {origin[number] for number, tie in enumerate(ties) if tie == REPEATED}
    names = Names()
    return [
        names.letter(line if line in rhymed else None, refrain if refrain in returning else None)
        for line, refrain in zip(first, origin, strict=True)
    ]


class Names:
    """The letters of rhymes and refrains, given in the order in which lines have them."""

    def __init__(self, before: "Names | None" = None) -> None:
        """Begin with no names, or with those of the lines before, which are not changed."""
        self.rhymes: ChainMap[Hashable, str] = before.rhymes.new_child() if before else ChainMap({None: FREE})
        self.refrains: ChainMap[Hashable, str] = before.refrains.new_child() if before else ChainMap()
        self.counts: ChainMap[str, int] = before.counts.new_child() if before else ChainMap()  # of refrains, by letter
        self.given = before.given if before else 0  # letters

    def letter(self, rhyme: Hashable, refrain: Hashable) -> str:
        """Return the letter of a line from the rhyme that it has and the refrain that it is; None for neither.

        Lines that rhyme have the same letter; after the last of the alphabet, the first is used again. A refrain has a
        capital, and a digit after it if another refrain with the same rhyme came first. A line that rhymes with no
        other has the letter `x`, or `X` if it is a refrain.
        """
        if rhyme not in self.rhymes:
            self.rhymes[rhyme] = LETTERS[self.given % len(LETTERS)]
            self.given += 1
        letter = self.rhymes[rhyme]
        if refrain is None:
            return letter
        if refrain not in self.refrains:
            number = self.counts.get(letter, 0) + 1
            self.counts[letter] = number
            self.refrains[refrain] = letter.upper() + (str(number) if number > 1 else "")
        return self.refrains[refrain]


def write_form(plan: Iterable[PlannedLine]) -> str:
    """Return a plan in the notation, without its lengths and radifs: verses apart by spaces, a letter a line."""
    form, verse = "", 0
    for line in plan:
        form += " " * (line.verse - verse) + line.letter
        verse = line.verse
    return form


def _ties(
    lines: Sequence[str], spoken: Sequence[Sequence[Word]], verse_numbers: Sequence[int]
) -> Iterator[tuple[str, int, int]]:
    """Yield the tie of each line, the line that it is tied to, and the words of the radif that they share."""
    heard = [heard_line(words) for words in spoken]
    opening = range(min(OPENING, verse_numbers.count(0)))
    seen: dict[str, int] = {}
    for number, line in enumerate(lines):
        far = (rhyme_with(heard, number, earlier) for earlier in opening if earlier < number)
        if line in seen:
            yield REPEATED, seen[line], 0
        elif near := nearest_rhyme(heard, verse_numbers, number):
            yield TIE_OF_DISTANCE[number - near.line], near.line, near.radif
        elif rhyme := next(filter(None, far), None):
            yield MUKHDA, rhyme.line, rhyme.radif
        else:
            yield NEW, -1, 0
        seen.setdefault(line, number)


def _radifs(tied: Sequence[tuple[str, int, int]]) -> list[int]:
    """Return the words of each line's radif: for one with which others rhyme, those shared with the first of them."""
    first_answers: dict[int, int] = {}
    for tie, to, radif in tied:
        if tie in RHYMING:
            earliest = tied[to][1] if tied[to][0] == REPEATED else to
            first_answers.setdefault(earliest, radif)
    radifs: list[int] = []
    for number, (tie, to, radif) in enumerate(tied):
        of_others = radifs[to] if tie == REPEATED else first_answers.get(number, 0)
        radifs.append(radif if tie in RHYMING else of_others)
    return radifs
