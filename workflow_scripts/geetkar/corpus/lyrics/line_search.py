"""Find the line of a song that an abbreviated line means.

A reader finds it by its words, although they are often spelled a little differently, begin with another interjection,
or come from the middle of a line. `Sources.find` compares in the same ways, from the most certain one to the least
certain one. The time is linear, because an elision is compared with at most `MOST_LINES` lines.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from geetkar.corpus.lyrics.tokens import Token
from geetkar.corpus.transliteration.word_sounds import Sounds, consonants_of, interjections, is_interjection, sound_of

MOST_LINES = 200  # different lines of a song that an elision is compared with; real songs have up to about 100
MOST_WORDS = 50  # of a line that are compared
FEWEST_WORDS = 2  # given, to find a line by words from its middle, or by the last of the words given
FEWEST_BEFORE = 3  # words before a single last one with which a line of the first verses begins
FIRST_VERSES = 2  # one of which is the mukhda; a call can be before it
FEWEST_NEAR = 3  # words given, if one of them may differ
FEWEST_LETTERS = 4  # of words that are compared by their consonants


class Source:
    """A line that an elision can mean: its number, its verse and its words."""

    def __init__(self, number: int, verse: int, words: list[Token]) -> None:
        self.number = number
        self.verse = verse
        self.words = words
        self.texts = texts_of(words)[:MOST_WORDS]
        self.offsets = sorted({0, interjections(self.texts)})  # where the line begins, with interjections or without

    @cached_property
    def sounds(self) -> list[tuple[int, Sounds]]:
        """The words by sound, after each offset."""
        return [(offset, Sounds(self.texts[offset:], sound_of)) for offset in self.offsets]

    @cached_property
    def consonants(self) -> list[tuple[int, Sounds]]:
        """The words by their consonants, after each offset."""
        return [(offset, Sounds(self.texts[offset:], consonants_of)) for offset in self.offsets]


@dataclass(frozen=True)
class Found:
    """The line that an elision means, how many of its words are given, and if they are its first ones."""

    source: Source
    given: int
    from_start: bool = True

    @property
    def missing(self) -> list[Token]:
        """The words that the file leaves out."""
        return self.source.words[self.given :]


def texts_of(words: list[Token]) -> list[str]:
    """Return the texts of words."""
    return [word.text for word in words]


class Sources:
    """The different lines of a song, among which the one that an elision means is looked for."""

    def __init__(self) -> None:
        self.lines: list[Source] = []
        self.known: set[str] = set()

    def add(self, number: int, verse: int, words: list[Token]) -> None:
        """Add a line, unless it is known or there are too many."""
        line = Source(number, verse, words)
        if words and len(self.lines) < MOST_LINES and line.sounds[0][1].text not in self.known:
            self.known.add(line.sounds[0][1].text)
            self.lines.append(line)

    def find(self, words: list[str]) -> Found | None:
        """Return the line that an elision after these words means, if there is one."""
        return (
            self.beginning_with(words)
            or self.nearly_beginning_with(words)
            or self.with_middle(words)
            or self.after(words)
            or self.ending_like(words)
        )

    def beginning_with(self, words: list[str]) -> Found | None:
        """Return the line that begins with words: by sound, else by consonants; interjections may differ."""
        forms = [words[offset:] for offset in sorted({0, interjections(words)})]
        for form in forms:
            given = Sounds(form, sound_of)
            if found := _first_or_latest(self._matches(given, "sounds")):
                return found
        given = Sounds(forms[-1], consonants_of)
        if len(given.text) >= FEWEST_LETTERS:
            return _first_or_latest(self._matches(given, "consonants"))
        return None

    def longer_than(self, words: list[str]) -> Found | None:
        """Return the line that goes on after words that it begins with by sound; interjections may differ."""
        given = Sounds(words[interjections(words) :], sound_of)
        return _first_or_latest(found for found in self._matches(given, "sounds") if found.missing)

    def _matches(self, given: Sounds, kind: str) -> Iterator[Found]:
        for line in self.lines:
            for offset, sounds in getattr(line, kind):
                if count := sounds.words_in(given):
                    yield Found(line, offset + count)
                    break

    def nearly_beginning_with(self, words: list[str]) -> Found | None:
        """Return the line that begins with words of which one is left out, or one but the last added or different."""
        given = [sound_of(word) for word in words[interjections(words) :]]
        if len(given) < FEWEST_NEAR:
            return None
        return _first_or_latest(
            Found(line, offset + count)
            for line in self.lines
            for offset in line.offsets[-1:]
            if (count := _words_of_near(given, [sound_of(word) for word in line.texts[offset:][: len(given) + 1]]))
            # Words that would only be repeated are the end of that line.
            and given != [sound_of(word) for word in line.texts[offset + count :]]
        )

    def with_middle(self, words: list[str]) -> Found | None:
        """Return the line that has words in its middle."""
        form = words[interjections(words) :]
        if len(form) < FEWEST_WORDS:
            return None
        given = Sounds(form, sound_of)
        return _first_or_latest(
            Found(line, place[1], from_start=False)
            for line in self.lines
            if (place := line.sounds[0][1].place_of(given)) and place[0]
        )

    def after(self, words: list[str]) -> Found | None:
        """Return the line that begins with the last of some words, as many as possible: a new line after a call."""
        for start in range(max(1, len(words) - MOST_WORDS), len(words)):
            given = Sounds(words[start:], sound_of)
            found = _first_or_latest(self._matches(given, "sounds"))
            if found and not all(map(is_interjection, words[start:])):
                certain = len(words) - start >= FEWEST_WORDS
                return found if certain or (found.source.verse < FIRST_VERSES and start >= FEWEST_BEFORE) else None
        return None

    def ending_like(self, words: list[str]) -> Found | None:
        """Return the line of the first verses that has the last of some words in its middle, as many as possible.

        What follows them there must not be what the words end with: then they are complete.
        """
        given = Sounds(words, sound_of).text
        for start in range(max(1, len(words) - MOST_WORDS), len(words) - FEWEST_WORDS + 1):
            found = self.with_middle(words[start:])
            if found and found.missing and found.source.verse < FIRST_VERSES:
                return None if given.endswith(Sounds(texts_of(found.missing), sound_of).text) else found
        return None

    def between(self, words: list[str], following: list[str]) -> list[Token] | None:
        """Return the words of a line between those at its beginning and following ones; none can be missing."""
        given, rest = Sounds(words, sound_of), Sounds(following, sound_of)
        for found in self._matches(given, "sounds"):
            if place := Sounds(texts_of(found.missing[:MOST_WORDS]), sound_of).place_of(rest):
                return found.missing[: place[0]]
        return None

    def has(self, words: list[str]) -> bool:
        """Return whether a line has words, by sound."""
        given = Sounds(words, sound_of)
        return any(line.sounds[0][1].place_of(given) for line in self.lines)

    def has_longer_than(self, words: list[str]) -> bool:
        """Return whether a line that begins with the same word is more than twice as long."""
        form = words[interjections(words) :]
        first, length = sound_of(form[0]), len(Sounds(form, sound_of).text)
        return any(
            sound_of(line.texts[offset]) == first and len(sounds.text) > 2 * length
            for line in self.lines
            for offset, sounds in line.sounds
        )


def _first_or_latest(found: Iterable[Found]) -> Found | None:
    """Return the first one in the first verse, or the latest one."""
    latest = None
    for latest in found:
        if latest.source.verse == 0:
            break
    return latest


def _words_of_near(given: list[str], words: list[str]) -> int:
    """Return how many words are those given, except for one that is left out, added or different; 0 if they are not."""
    pairs = enumerate(zip(given, words, strict=False))
    same = next((place for place, (one, other) in pairs if one != other), None)
    if same is None:
        return 0
    if given[same:] == words[same + 1 :]:
        return len(words)
    if same < len(given) - 1:
        for skipped, count in ((same, len(given) - 1), (same + 1, len(given))):
            if given[same + 1 :] == words[skipped:count]:
                return count
    return 0
