"""Rule measure_forms: mark the songs that a checkpoint wrote to forms, and measure the variety of their rhymes."""

from collections.abc import Iterable, Iterator
from itertools import islice

from geetkar.corpus.song_text import read_songs
from geetkar.evaluation.measures import MEASURES
from geetkar.evaluation.qafia_variety import compare_variety, qafia_of
from geetkar.evaluation.sample_marks import marks_of
from geetkar.evaluation.texts import Texts
from geetkar.evaluation.training_index import read_training_songs
from geetkar.evaluation.training_songs import TrainingSongs
from geetkar.verse.notation import letters_of
from geetkar.verse.spellings import Spellings, read_spellings, spell_words
from geetkar.workflow.files import read_json, write_json
from geetkar.workflow.scripts import run_script

MOST_SONGS = 300  # by people
COPIES = ("lines_in_training", "copied_characters")  # measures


def main(
    forms: str,
    held_out: list[str],
    spellings: str,
    training_songs: str,
    training_text: str,
    suffix_array: str,
    song_index: str,
    songs: str,
    measures: str,
) -> None:
    """Mark the lines of each song with their letters, and compare the qafia and copies of each form with people's."""
    written, spelled = read_json(forms), read_spellings(spellings)
    known = read_training_songs(training_songs, training_text, suffix_array, song_index, songs)
    people = [*islice(read_songs(held_out), MOST_SONGS)]
    qafia_of_people, copied_by_people = _qafia_in(people, spelled), _copies_in(people, known, spelled)
    described = []
    for form in written["forms"]:
        texts = [song["text"] for song in form["songs"]]
        marked = [
            {
                "temperature": song["temperature"],
                "seed": song["seed"],
                "form": song["form"],
                "lines": [*_lines_of(song, known, spelled)],
            }
            for song in form["songs"]
        ]
        described.append(
            {
                **form,
                "qafia": compare_variety(_qafia_in(texts, spelled), qafia_of_people),
                "copies": {"network": _copies_in(texts, known, spelled), "people": copied_by_people},
                "songs": marked,
            }
        )
    words = spell_words((song["text"] for form in written["forms"] for song in form["songs"]), spelled)
    write_json(measures, {"model": written["model"], "step": written["step"], "forms": described, "words": words})


def _qafia_in(songs: Iterable[str], spelled: Spellings) -> list[str]:
    return [qafia for song in songs for qafia in qafia_of(song, spelled.sounds)]


def _copies_in(songs: Iterable[str], known: TrainingSongs, spelled: Spellings) -> dict[str, float | None]:
    """Return how far songs are copied from the training songs, by measure."""
    texts = Texts([song.strip("\n").split("\n") for song in songs], known, spelled)
    return {key: MEASURES[key].compute(texts) for key in COPIES}


def _lines_of(song: dict, known: TrainingSongs, spelled: Spellings) -> Iterator[dict]:
    """Yield the marks of a song's lines with their letters and their faults; a blank line has neither."""
    planned = zip(letters_of(song["form"]), song["faults"], strict=True)
    for line in marks_of(song["text"], "", known, spelled):
        letter, faults = next(planned) if line["words"] else (None, [])
        yield {**line, "letter": letter, "faults": faults}


if __name__ == "__main__":
    run_script(main, snakemake)
