"""What can be shown of a text that a network wrote: what is its own in it, what it has from the songs, what rhymes."""

from collections.abc import Iterator, Sequence

from geetkar.corpus.itrans import WRITERS, canonical
from geetkar.evaluation.measures import FEWEST_WORDS
from geetkar.evaluation.rhymes import Rhyme, find_rhymes
from geetkar.evaluation.spellings import Spellings
from geetkar.evaluation.training_songs import TrainingSongs


def marks_of(text: str, prime: str, songs: TrainingSongs, spellings: Spellings) -> list[dict]:
    """A text's lines as JSON, with what a page may mark in them.

    Each line is `{"new_song", "words", "runs", "copied", "rhyme"}`:

    - `new_song`: two blank lines stand before it.
    - `words`: `{"text", "kind"}`, where `kind` is `prime` (asked for), `known` (a training song has it), `cut` (the end
      of the text, if no song has it: the asked length may have cut it) or `new`.
    - `runs`: `[first word, last word + 1, songs]` for each longest run of three words or more that some training songs
      have within a line.
    - `copied`: `{"song", "title", "film", "year", "url"}` of the first training song that has a line of three words or
      more word for word, else null.
    - `rhyme`: `{"line", "radif", "qafia", "tail"}`, else null: the number of the earlier line in this list, the words
      of the radif, both words before it (this line's and the earlier one's), and what sounds alike in these.

    Of blank lines that follow each other, the first is kept, as a line without words.
    """
    lines = [line.split() for line in text.strip("\n").split("\n")]
    rhymes = _rhymes(lines, text.endswith("\n"), spellings)
    kinds = _kinds(text, prime, songs)
    shown: dict[int, int] = {}  # where a line of the text stands among those that are kept
    marks: list[dict] = []
    blank = 0
    for number, (words, rhyme) in enumerate(zip(lines, rhymes, strict=True)):
        if words or not blank:
            shown[number] = len(marks)
            marks.append(
                {
                    "new_song": bool(words) and blank > 1,
                    "words": [{"text": word, "kind": next(kinds)} for word in words],
                    "runs": known_runs(words, songs),
                    "copied": _copied(words, songs),
                    "rhyme": rhyme
                    and {"line": shown[rhyme.line], **_describe(rhyme, words, lines[rhyme.line], spellings)},
                }
            )
        blank = 0 if words else blank + 1
    return marks


def known_runs(words: Sequence[str], songs: TrainingSongs) -> list[list[int]]:
    """The longest runs of words that training songs have within a line: [first, last + 1, how many songs have it].

    Runs may overlap; none lies within another.
    """
    runs: list[list[int]] = []
    end = 0
    for first in range(len(words) - FEWEST_WORDS + 1):
        before, end = end, max(end, first + FEWEST_WORDS - 1)
        while end < len(words) and songs.songs_with(words[first : end + 1]):
            end += 1
        if end > before and end - first >= FEWEST_WORDS:
            runs.append([first, end, songs.songs_with(words[first:end])])
    return runs


def _kinds(text: str, prime: str, songs: TrainingSongs) -> Iterator[str]:
    """The kind of each word of a text, one after the other."""
    words = text.split()
    # A network asked to go on from "dil" may write "dilbar": that word is its own. One of words writes a shorter
    # one, U+FFFD, for a word that it does not know: that one was given.
    given = prime.split()
    prime_words = len(given) - bool(given and len(words[len(given) - 1]) > len(given[-1]))
    cut = len(words) - 1 if words and not text[-1].isspace() else len(words)
    for place, word in enumerate(words):
        if place < prime_words:
            yield "prime"
        elif word in songs.words:
            yield "known"
        else:
            yield "cut" if place == cut else "new"


def _copied(words: Sequence[str], songs: TrainingSongs) -> dict | None:
    return songs.song_of_line(" ".join(words)) if len(words) >= FEWEST_WORDS else None


def _rhymes(lines: Sequence[Sequence[str]], whole: bool, spellings: Spellings) -> list[Rhyme | None]:
    """The rhymes of a text's lines; the last one has none where it is cut off."""
    read = [[spellings.sounds(word) for word in line] for line in lines]
    return find_rhymes(read) if whole else [*find_rhymes(read[:-1]), None]


def _describe(rhyme: Rhyme, words: Sequence[str], earlier: Sequence[str], spellings: Spellings) -> dict:
    before = -1 - rhyme.radif
    return {
        "radif": words[len(words) - rhyme.radif :],
        "qafia": [words[before], earlier[before]],
        "tail": WRITERS[spellings.script](canonical("_".join(rhyme.tail))),
    }
