"""Rule measure_forms: mark the songs that a checkpoint wrote to forms, and measure the variety of their rhymes."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from geetkar.corpus.song_text import SONG_BREAK
from geetkar.evaluation.qafia_variety import compare_variety, qafia_of
from geetkar.evaluation.sample_marks import marks_of
from geetkar.evaluation.training_index import read_training_songs
from geetkar.evaluation.training_songs import TrainingSongs
from geetkar.verse.notation import letters_of
from geetkar.verse.spellings import Spellings, read_spellings, spell_words
from geetkar.workflow.files import read_json, write_json
from geetkar.workflow.scripts import run_script

MOST_SONGS = 300  # by people


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
    """Mark the lines of each song, with their letters, and compare the qafia of each form with those of people."""
    written, spelled = read_json(forms), read_spellings(spellings)
    known = read_training_songs(training_songs, training_text, suffix_array, song_index, songs)
    people = [qafia for song in islice(_songs_in(held_out), MOST_SONGS) for qafia in qafia_of(song, spelled.sounds)]
    described = []
    for form in written["forms"]:
        qafia = [each for song in form["songs"] for each in qafia_of(song["text"], spelled.sounds)]
        marked = [
            {
                "temperature": song["temperature"],
                "seed": song["seed"],
                "form": song["form"],
                "lines": [*_lines_of(song, known, spelled)],
            }
            for song in form["songs"]
        ]
        described.append({**form, "qafia": compare_variety(qafia, people), "songs": marked})
    words = spell_words((song["text"] for form in written["forms"] for song in form["songs"]), spelled)
    write_json(measures, {"model": written["model"], "step": written["step"], "forms": described, "words": words})


def _songs_in(texts: list[str]) -> Iterator[str]:
    return (song for path in texts for song in Path(path).read_text(encoding="utf-8").split(SONG_BREAK))


def _lines_of(song: dict, known: TrainingSongs, spelled: Spellings) -> Iterator[dict]:
    """Yield the marks of a song's lines with their letters and their faults; a blank line has neither."""
    planned = zip(letters_of(song["form"]), song["faults"], strict=True)
    for line in marks_of(song["text"], "", known, spelled):
        letter, faults = next(planned) if line["words"] else (None, [])
        yield {**line, "letter": letter, "faults": faults}


if __name__ == "__main__":
    run_script(main, snakemake)
