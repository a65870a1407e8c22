"""Mark the text of a sample: new and known words, passages copied from training songs, and rhymes."""

from collections.abc import Iterator, Sequence

from geetkar.corpus.transliteration.itrans import WRITERS, canonical
from geetkar.evaluation.measures import FEWEST_WORDS
from geetkar.evaluation.training_songs import TrainingSongs
from geetkar.verse.rhymes import Rhyme, find_rhymes
from geetkar.verse.spellings import Spellings
from geetkar.workflow.song_scripts import AS_WRITTEN


def marks_of(text: str, prime: str, songs: TrainingSongs, spellings: Spellings) -> list[dict]:
    """Return the lines of a text with their marks, as JSON.

    Each line is `{"new_song", "words", "runs", "copied", "rhyme"}`:

    - `new_song`: whether two blank lines precede it.
    - `words`: `{"text", "kind"}`, where `kind` is `prime` (part of the prime text), `known` (in a training song), `cut`
      (the last word of the text, in no song: the length limit may have cut it off) or `new` (in no song).
    - `runs`: `[first word, last word + 1, songs]` for each longest run of at least three words that also occurs within
      a line of some training songs, and the number of these songs.
    - `copied`: `{"song", "title", "film", "year", "url"}` of the first training song that has the same line, if it has
      at least three words, else null.
    - `rhyme`: `{"line", "radif", "qafia", "tail"}`, else null: the earlier line's number in this list, the words of the
      radif, the words before it (this line's, then the earlier line's), and the ending that they share.

    Consecutive blank lines become one line without words.
    """
    lines = [line.split() for line in text.strip("\n").split("\n")]
    rhymes = _rhymes(lines, text.endswith("\n"), spellings)
    kinds = _kinds(text, prime, songs)
    shown: dict[int, int] = {}  # index in the returned list, by line of the text
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
    """Return the longest runs of words that occur within a line of training songs, as [first, last + 1, songs].

    Runs may overlap, but no run is part of another.
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
    """Yield the kind of each word of a text."""
    words = text.split()
    # A network that continues "dil" may write "dilbar", which is its own word. A word model shows a given word that it
    # does not know as the shorter U+FFFD, which counts as given.
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
    """Return the rhymes of a text's lines; unless the text is `whole`, its last line has none.

    Rhymes are not known of words as written, whose sounds are not known.
    """
    if spellings.script == AS_WRITTEN:
        return [None] * len(lines)
    read = [[spellings.sounds(word) for word in line] for line in lines]
    return find_rhymes(read) if whole else [*find_rhymes(read[:-1]), None]


def _describe(rhyme: Rhyme, words: Sequence[str], earlier: Sequence[str], spellings: Spellings) -> dict:
    before = -1 - rhyme.radif
    return {
        "radif": words[len(words) - rhyme.radif :],
        "qafia": [words[before], earlier[before]],
        "tail": WRITERS[spellings.script](canonical("_".join(rhyme.tail))),
    }
