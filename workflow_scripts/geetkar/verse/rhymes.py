"""Find the lines of a song that rhyme, as Hindi and Urdu verse does: by *qafia* and *radif*.

The radif is the words that two lines repeat at their ends; it may be empty. The qafia is the word before it: two lines
rhyme if these words differ and sound alike at their ends.

    saahil pe nadii rukatii hai
    mahafil pe nazar jhukatii hai       radif `hai`, qafia `rukatii`, `jhukatii`, tail `tii`

The terms are those of F. W. Pritchett and Kh. A. Khaliq, "Urdu Meter: A Practical Handbook" (1987). Words are given as
sounds, which correspond one to one to Devanagari's letters; the roman script does not write the length of vowels.

- The part that must sound alike is the *tail*. For a word that ends in consonants, it is everything from the last vowel
  on (`dil`, `mahafil`); otherwise it is the last two sounds (`nadii` and `sadii` rhyme, as do `aa_ii` and `bhaa_ii`,
  but not `nadii` and `ka.Dii`). A ghazal may rhyme on a long vowel alone (`huaa`, `davaa`); that is not enough here,
  since half of all words end in one of three vowels.
- Grammatical endings rhyme (`aataa hai`, `gaataa hai`), as film songs often do.
- A nasal at a word's end is not heard (`jahaa.n`, `yahaa`): singers and roman spelling also drop it.
- A repeated line does not rhyme with itself, nor does a line that consists of the radif alone.
- A line may rhyme with one of the `WINDOW` lines before it, in its own verse or the one before.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from geetkar.corpus.transliteration.letters import VOWEL_SOUNDS

WINDOW = 4  # lines

Word = tuple[str, ...]  # sounds in canonical ITRANS


@dataclass(frozen=True)
class Rhyme:
    """A rhyme: the number of the earlier line, the number of words of the radif, and the tail of both qafia."""

    line: int
    radif: int
    tail: Word


def find_rhymes(lines: Sequence[Sequence[Word]]) -> list[Rhyme | None]:
    """Return the rhyme of each line with the nearest earlier line that it rhymes with, or None.

    A line without words separates verses, two of them separate songs.
    """
    places = [place for place, line in enumerate(lines) if line]
    verses = [place - number for number, place in enumerate(places)]  # empty lines before each
    heard = [heard_line(lines[place]) for place in places]
    rhymes: list[Rhyme | None] = [None] * len(lines)
    for number, place in enumerate(places):
        if rhyme := nearest_rhyme(heard, verses, number):
            rhymes[place] = replace(rhyme, line=places[rhyme.line])
    return rhymes


def rhyming_lines(rhymes: Sequence[Rhyme | None]) -> set[int]:
    """Return the numbers of the lines that rhyme with an earlier or a later one."""
    return {each for number, rhyme in enumerate(rhymes) if rhyme for each in (number, rhyme.line)}


def nearest_rhyme(heard: Sequence[Sequence[Word]], verses: Sequence[int], number: int) -> Rhyme | None:
    """Return the rhyme of a line with the nearest one within reach, or None.

    `heard` are lines from `heard_line`, and `verses` the number of each line's verse.
    """
    return next(
        filter(None, (rhyme_with(heard, number, earlier) for earlier in lines_within_reach(verses, number))), None
    )


def lines_within_reach(verses: Sequence[int], number: int) -> Iterator[int]:
    """Yield the numbers of the earlier lines that a line may rhyme with, the nearest first."""
    for earlier in range(number - 1, max(number - WINDOW, 0) - 1, -1):
        if verses[number] - verses[earlier] > 1:
            return
        yield earlier


def rhyme_with(heard: Sequence[Sequence[Word]], number: int, earlier: int) -> Rhyme | None:
    """Return the rhyme of a line with an earlier one, however far away, or None."""
    line, other = heard[number], heard[earlier]
    shorter = min(len(line), len(other))
    radif = 0
    while radif < shorter and line[-1 - radif] == other[-1 - radif]:
        radif += 1
    if radif == shorter:
        return None
    tail = tail_of(line[-1 - radif])
    return Rhyme(earlier, radif, tail) if tail and tail == tail_of(other[-1 - radif]) else None


def heard_line(line: Iterable[Word]) -> list[Word]:
    """Return the words of a line as they are heard: without final nasals."""
    return [_heard(word) for word in line]


def _heard(word: Word) -> Word:
    """Return a word's sounds without a nasal at its end, and with one sign for both nasals."""
    one_nasal = tuple(".n" if sound == ".N" else sound for sound in word)
    return one_nasal[:-1] if one_nasal[-1:] == (".n",) else one_nasal


def tail_of(word: Word) -> Word:
    """Return the sounds from the last vowel on, preceded by one more sound if the word ends with that vowel."""
    last = max((place for place, sound in enumerate(word) if sound in VOWEL_SOUNDS), default=len(word))
    return word[max(0, last - 1) :] if last == len(word) - 1 else word[last:]
