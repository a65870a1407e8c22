"""Which lines of a song rhyme, as Hindi and Urdu verse does: by *qafia* and *radif*.

The radif is what two lines repeat at their ends, word for word; it may be nothing. The qafia is the word before
it: two lines rhyme where these words differ and sound alike at their ends.

    saahil pe nadii rukatii hai
    mahafil pe nazar jhukatii hai       radif `hai`, qafia `rukatii`, `jhukatii`, tail `tii`

The terms are those of F. W. Pritchett and Kh. A. Khaliq, "Urdu Meter: A Practical Handbook" (1987). Words are given as
sounds, which are Devanagari's letters one to one, since roman has lost the length of vowels.

- What must sound alike, the *tail*, is all from the last vowel on where a word ends in consonants (`dil`, `mahafil`),
  else the last two sounds (`nadii`, `ka.Dii` do not rhyme, `nadii`, `sadii` do; so do `aa_ii`, `bhaa_ii`). A ghazal may
  rhyme on a long vowel alone (`huaa`, `davaa`). We ask for more, since half of all words end in one of three vowels.
- Grammatical endings rhyme (`aataa hai`, `gaataa hai`): film songs live on them.
- A nasal at a word's end is not heard (`jahaa.n`, `yahaa`): singers and roman spelling drop it, too.
- A line that is sung again does not rhyme with itself, nor does one that consists of the radif alone.
- A rhyme is looked for in up to `WINDOW` lines before, in the same verse and the verse before it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geetkar.corpus.itrans import VOWEL_SOUNDS

WINDOW = 4  # lines

Word = tuple[str, ...]  # sounds in canonical ITRANS


@dataclass(frozen=True)
class Rhyme:
    """What a line rhymes with: the number of an earlier line, the words of the radif, the tail of both qafia."""

    line: int
    radif: int
    tail: Word


def find_rhymes(lines: Sequence[Sequence[Word]]) -> list[Rhyme | None]:
    """For each line, its rhyme with the nearest earlier line that it rhymes with; `None` where there is none.

    A line without words parts verses, two of them part songs.
    """
    heard = [[_heard(word) for word in line] for line in lines]
    return [
        next(filter(None, (_rhyme(heard, number, earlier) for earlier in _lines_before(heard, number))), None)
        for number in range(len(heard))
    ]


def rhyming_lines(rhymes: Sequence[Rhyme | None]) -> set[int]:
    """The numbers of the lines that rhyme with an earlier or a later one."""
    return {each for number, rhyme in enumerate(rhymes) if rhyme for each in (number, rhyme.line)}


def _lines_before(lines: Sequence[Sequence[Word]], number: int) -> Iterator[int]:
    """The lines that a line may rhyme with, the nearest first."""
    breaks = seen = 0
    for earlier in range(number - 1, -1, -1) if lines[number] else ():
        if lines[earlier]:
            seen += 1
            yield earlier
        else:
            breaks += 1
        if seen == WINDOW or breaks == 2:
            return


def _rhyme(lines: Sequence[Sequence[Word]], number: int, earlier: int) -> Rhyme | None:
    line, other = lines[number], lines[earlier]
    shorter = min(len(line), len(other))
    radif = 0
    while radif < shorter and line[-1 - radif] == other[-1 - radif]:
        radif += 1
    if radif == shorter:
        return None
    tail = _tail(line[-1 - radif])
    return Rhyme(earlier, radif, tail) if tail and tail == _tail(other[-1 - radif]) else None


def _heard(word: Word) -> Word:
    """A word's sounds without a last nasal; of the two nasal signs, one stands for both."""
    one_nasal = tuple(".n" if sound == ".N" else sound for sound in word)
    return one_nasal[:-1] if one_nasal[-1:] == (".n",) else one_nasal


def _tail(word: Word) -> Word:
    """What must sound alike: from the last vowel on, and the sound before it where the word ends with it."""
    last = max((place for place, sound in enumerate(word) if sound in VOWEL_SOUNDS), default=len(word))
    return word[max(0, last - 1) :] if last == len(word) - 1 else word[last:]
