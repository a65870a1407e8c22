"""Count the forms of people's songs: their schemes, refrains and ghazals, and how far verses keep what others began.

An *antara* is here a verse after the first that has a line of its own; other verses only repeat what was sung.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from geetkar.verse.codes import FREE
from geetkar.verse.plans import NEW, REPEATED, TIES, Names, PlannedLine, write_form

FREQUENT = 10  # schemes named in a summary
FEWEST_COUPLETS = 3  # of a ghazal, after the first

Plan = Sequence[PlannedLine]

# How an antara ends: each end, in words for the page.
ENDS = {
    "refrain": "the first line of the song",
    "mukhda": "another line of the mukhda",
    "repeated": "a line sung before that is not in the mukhda",
    "rhyme": "a line of its own that rhymes with the mukhda",
    "own_rhyme": "a line that rhymes, but not with the mukhda",
    "free": "a line that rhymes with no earlier one",
}


def summarize_forms(plans: Iterable[Plan]) -> dict:
    """Return the counts of songs' forms as JSON."""
    counts, songs, mukhdas, antaras = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    ties, ends = Counter[str](dict.fromkeys(TIES, 0)), Counter[str](dict.fromkeys(ENDS, 0))
    kept = {name: [0, 0] for name in ("rhyme", "scheme", "length")}  # antaras that keep something, of how many
    for plan in plans:
        mukhda, *later = verses_of_plan(plan)
        own = [verse for verse in later if any(line.tie != REPEATED for line in verse)]
        names = Names()
        mukhdas[scheme(mukhda, names)] += 1
        schemes = [scheme(verse, Names(names)) for verse in own]
        counts.update(songs=1, verses=1 + len(later), lines=len(plan), antaras=len(own))
        counts.update(repeating=any(line.tie == REPEATED for line in plan), ghazals=is_ghazal(plan))
        ties.update(line.tie for line in plan)
        songs[write_form(plan)] += 1
        antaras.update(schemes)
        rhymes = {line.rhyme for line in mukhda} - {FREE}
        found = [end_of(verse[-1], len(mukhda), rhymes) for verse in own]
        ends.update(found)
        if begins_with_a_couplet(mukhda):
            _add(kept["rhyme"], [end in ("refrain", "mukhda", "rhyme") for end in found])
        _add(kept["scheme"], [each == schemes[0] for each in schemes[1:]])
        _add(kept["length"], [len(verse) == len(own[0]) for verse in own[1:]])
    return {
        **{name: counts[name] for name in ("songs", "verses", "lines", "antaras", "repeating", "ghazals")},
        "ties": dict(ties),
        "ends": dict(ends),
        "song_schemes": _by_frequency(songs),
        "mukhda_schemes": _by_frequency(mukhdas),
        "antara_schemes": _by_frequency(antaras),
        "kept": {name: {"count": count, "of": of} for name, (count, of) in kept.items()},
    }


def verses_of_plan(plan: Plan) -> list[list[PlannedLine]]:
    """Return the lines of a plan, verse by verse."""
    return [list(lines) for _, lines in groupby(plan, key=lambda line: line.verse)]


def scheme(verse: Plan, names: Names) -> str:
    """Return the letters of a verse after lines that have names, which are those of the mukhda.

    The same antara then has the same letters wherever it is in a song.
    """
    return "".join(
        names.letter(None if line.rhyme == FREE else line.rhyme, line.letter if line.letter[0].isupper() else None)
        for line in verse
    )


def end_of(last: PlannedLine, mukhda: int, rhymes: set[str]) -> str:
    """Return how an antara ends, as a key of `ENDS`, from its last line and the lines and rhymes of the mukhda."""
    if last.tie == REPEATED:
        return "refrain" if last.to == 0 else "mukhda" if last.to < mukhda else "repeated"
    if last.rhyme in rhymes:
        return "rhyme"
    return "free" if last.tie == NEW else "own_rhyme"


def begins_with_a_couplet(mukhda: Plan) -> bool:
    """Return whether the first two lines of a song rhyme."""
    return len(mukhda) > 1 and mukhda[1].tie not in (NEW, REPEATED)


def is_ghazal(plan: Plan) -> bool:
    """Return whether a song is a ghazal: a matla, and couplets that take up its rhyme and its radif.

    The matla is the first two lines, which rhyme and share a radif of at least one word. Repeated lines are not
    counted.
    """
    mukhda, *later = verses_of_plan(plan)
    if not begins_with_a_couplet(mukhda) or not mukhda[1].radif:
        return False
    matla = mukhda[1]
    answers = [line for verse in later for line in verse if line.tie != REPEATED][1::2]
    return len(answers) >= FEWEST_COUPLETS and all(_takes_up(line, matla) for line in answers)


def _takes_up(line: PlannedLine, matla: PlannedLine) -> bool:
    return line.rhyme == matla.rhyme and (line.radif or 0) >= (matla.radif or 0)


def _add(kept: list[int], found: list[bool]) -> None:
    kept[0] += sum(found)
    kept[1] += len(found)


def _by_frequency(schemes: Counter[str]) -> list[tuple[str, int]]:
    """Return the most frequent schemes; equally frequent ones in the order of the alphabet."""
    return sorted(schemes.items(), key=lambda item: (-item[1], item[0]))[:FREQUENT]
