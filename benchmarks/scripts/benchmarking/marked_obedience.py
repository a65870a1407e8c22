"""Count how far songs keep to their forms by the marks alone, as a check of the decoder's own count.

The decoder compares each line with the one that its plan ties it to. Here, a song is only a text and a form in the
notation: what rhymes is what the rule of the marks finds in the text, as for people's songs.
"""

from collections.abc import Callable, Iterable, Mapping

from geetkar.verse.codes import FREE
from geetkar.verse.notation import letters_of
from geetkar.verse.rhymes import Word, find_rhymes, lines_within_reach

PARTS = ("rhyme", "radif", "refrain", "free")


def count_by_marks(songs: Iterable[Mapping], sounds: Callable[[str], Word]) -> dict[str, dict[str, int]]:
    """Return, for each part of obedience, in how many lines of some songs it is kept (`count`), and of how many (`of`).

    - `rhyme`: lines that the marks can reach from an earlier line with the same letter rhyme with such a line.
    - `radif`: of those that rhyme so, the words of the radif are those of the first such rhyme with the letter.
    - `refrain`: lines with the capital of an earlier line have the same words.
    - `free`: lines with an x, and the first line of each letter, rhyme with no line before.
    """
    found = {part: {"count": 0, "of": 0} for part in PARTS}
    for song in songs:
        for part, is_kept in _parts_of(song["text"], letters_of(song["form"]), sounds):
            found[part]["count"] += is_kept
            found[part]["of"] += 1
    return found


def _parts_of(text: str, letters: list[str], sounds: Callable[[str], Word]) -> Iterable[tuple[str, bool]]:
    """Yield each part that is asked of a line of a song, and whether it is kept."""
    lines = [line.split() for line in text.removesuffix("\n").split("\n")]
    marks = find_rhymes([[sounds(word) for word in line] for line in lines])
    places = [place for place, line in enumerate(lines) if line]
    number_at = {place: number for number, place in enumerate(places)}
    verses = [place - number for number, place in enumerate(places)]
    rhymes = [letter[0].lower() for letter in letters]
    radifs: dict[str, list[str]] = {}
    for number, (place, letter) in enumerate(zip(places, letters, strict=True)):
        mark, rhyme = marks[place], rhymes[number]
        if letter.isupper() and letter in letters[:number]:
            yield "refrain", lines[place] == lines[places[letters.index(letter)]]
        elif rhyme == FREE or rhyme not in rhymes[:number]:
            yield "free", mark is None
        elif any(rhymes[earlier] == rhyme for earlier in lines_within_reach(verses, number)):
            is_kept = mark is not None and rhymes[number_at[mark.line]] == rhyme
            yield "rhyme", is_kept
            if mark is not None and is_kept:
                radif = lines[place][len(lines[place]) - mark.radif :]
                yield "radif", radifs.setdefault(rhyme, radif) == radif
