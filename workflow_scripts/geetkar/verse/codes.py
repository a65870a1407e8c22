"""The codes of a line's plan, by which networks are told of it: characters for private use, which no song has.

They are in a module of their own because all vocabularies depend on it. So a change in how songs are planned makes no
network again that has no plans.
"""

from collections.abc import Sequence

LENGTHS = 9  # classes of two syllables each; the first is up to 4 syllables, the last from 19 on
LONGEST_RADIF = 3  # words that a writer chooses; longer ones are told to networks as this
FREE = "x"
LETTERS = "abcdefghijklmnopqrstuvwyz"  # of rhymes

FIRST_CODE = 0xE000
REFRAINS = 3  # numbers of refrains with one rhyme; 0 is for a line that is none
RHYMES = LETTERS[:8]  # after the last, the first is used again
# The values of each kind of code, in the order in which a line has them.
KINDS: dict[str, Sequence[str | int]] = {
    "length": range(LENGTHS),
    "refrain": range(REFRAINS + 1),
    "radif": range(LONGEST_RADIF + 1),
    "rhyme": FREE + RHYMES,
}
MEANINGS = tuple((kind, value) for kind, values in KINDS.items() for value in values)
CODES = "".join(chr(FIRST_CODE + number) for number in range(len(MEANINGS)))
CODE_OF = dict(zip(MEANINGS, CODES, strict=True))
