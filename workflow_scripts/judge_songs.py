"""Rule judge_songs: measure how well a network's songs can be told from people's."""

from pathlib import Path

from geetkar.corpus.song_text import SONG_BREAK, read_songs
from geetkar.evaluation.judge import judge
from geetkar.evaluation.judged_features import Phrases, opening
from geetkar.evaluation.measure_groups import measure_songs
from geetkar.evaluation.training_index import read_training_songs
from geetkar.verse.spellings import read_spellings
from geetkar.workflow.files import read_json, write_json
from geetkar.workflow.scripts import run_script


def main(
    written: str,
    train: str,
    held_out: list[str],
    spellings: str,
    training_songs: str,
    training_text: str,
    suffix_array: str,
    song_index: str,
    songs: str,
    judged: str,
) -> None:
    """Judge and measure the songs of a network next to the held-out songs of people, of each as many characters."""
    of_network, spelled = read_json(written), read_spellings(spellings)
    known = read_training_songs(training_songs, training_text, suffix_array, song_index, songs)
    length = of_network["length"]
    openings = {
        "network": [opening(text, length) for text in of_network["texts"]],
        # Each is a whole song, as the break after it says.
        "people": [opening(song.strip("\n") + SONG_BREAK, length) for song in read_songs(held_out)],
    }
    write_json(
        judged,
        {
            **{key: of_network[key] for key in ("step", "temperature", "planned")},
            **judge(**openings, phrases=Phrases.of(Path(train).read_text(encoding="utf-8")), spellings=spelled),
            "measures": {writer: measure_songs(each, known, spelled) for writer, each in openings.items()},
        },
    )


if __name__ == "__main__":
    run_script(main, snakemake)
