"""Compare the lines of a song with its plan."""

from collections.abc import Callable, Iterator, Sequence

from geetkar.verse.plans import NEW, REPEATED, PlannedLine, length_class, syllables_of
from geetkar.verse.rhymes import Word, heard_line, nearest_rhyme, rhyme_with

NEAR = 1  # classes of length that a line may be off
PARTS = ("rhyme", "radif", "refrain", "free", "length")  # of a plan, which a line may keep or not


class PlannedSong:
    """The lines of a song so far, and the plan of the whole."""

    def __init__(self, plan: Sequence[PlannedLine], sounds: Callable[[str], Word], lines: Sequence[str] = ()):
        self.plan, self.sounds = plan, sounds
        self.lines: list[str] = []
        self.heard: list[list[Word]] = []
        self._verses = [planned.verse for planned in plan]
        for line in lines:
            self.add(line)

    def add(self, line: str) -> None:
        """Add the next line."""
        self.lines.append(line)
        self.heard.append(self._heard(line))

    def faults(self, line: str) -> set[str]:
        """Return in which ways a next line would not be as planned.

        - `refrain`: it is not the line that it should repeat.
        - `rhyme`: it does not rhyme with the line that it should rhyme with.
        - `radif`: it does, but shares another number of words with it.
        - `free`: it rhymes with a line within reach or repeats one, and should not.
        - `length`: its class of length is off by more than one.
        """
        planned, number = self.plan[len(self.lines)], len(self.lines)
        heard = [*self.heard, self._heard(line)]
        faults = set()
        if planned.tie == REPEATED:
            return set() if line == self.lines[planned.to] else {"refrain"}
        if planned.tie == NEW:
            if line in self.lines or nearest_rhyme(heard, self._verses, number):
                faults.add("free")
        elif not (rhyme := rhyme_with(heard, number, planned.to)):
            faults.add("rhyme")
        elif planned.radif not in (None, rhyme.radif):
            faults.add("radif")
        if self.classes_off(line) > NEAR:
            faults.add("length")
        return faults

    def classes_off(self, line: str) -> int:
        """Return by how many classes of length a next line would be off."""
        return abs(length_class(syllables_of(self._heard(line))) - self.plan[len(self.lines)].length)

    def _heard(self, line: str) -> list[Word]:
        return heard_line(map(self.sounds, line.split()))


def faults_of(plan: Sequence[PlannedLine], lines: Sequence[str], sounds: Callable[[str], Word]) -> Iterator[set[str]]:
    """Yield the faults of each line of a song."""
    song = PlannedSong(plan, sounds)
    for line in lines:
        yield song.faults(line)
        song.add(line)


def obedience(plan: Sequence[PlannedLine], lines: Sequence[str], sounds: Callable[[str], Word]) -> dict[str, list[int]]:
    """Return, for each way in which lines may differ from a plan, in how many they do not, and of how many.

    The last key, `songs`, says whether the whole song is as planned.
    """
    kept = {name: [0, 0] for name in PARTS}
    for planned, faults in zip(plan, faults_of(plan, lines, sounds), strict=True):
        for name in _asked(planned, faults):
            kept[name][0] += name not in faults
            kept[name][1] += 1
    return {**kept, "songs": [int(all(right == of for right, of in kept.values())), 1]}


def _asked(planned: PlannedLine, faults: set[str]) -> list[str]:
    if planned.tie == REPEATED:
        return ["refrain"]
    if planned.tie == NEW:
        return ["free", "length"]
    return ["rhyme", "length"] if planned.radif is None or "rhyme" in faults else ["rhyme", "radif", "length"]
