"""Rule judge_songs: measure how well a network's songs can be told from people's."""

from pathlib import Path

from geetkar.corpus.song_text import SONG_BREAK
from geetkar.evaluation.judge import judge
from geetkar.evaluation.judged_features import Phrases, opening
from geetkar.verse.spellings import read_spellings
from geetkar.workflow.files import read_json, write_json
from geetkar.workflow.scripts import run_script


def main(written: str, spellings: str, train: str, held_out: list[str], judged: str) -> None:
    """Judge the songs of a network next to the held-out songs of people, of each as many characters."""
    songs = read_json(written)
    length = songs["length"]
    people = [song for path in held_out for song in Path(path).read_text(encoding="utf-8").split(SONG_BREAK)]
    told = judge(
        [opening(text, length) for text in songs["texts"]],
        # Each is a whole song, as the break after it says.
        [opening(song.strip("\n") + SONG_BREAK, length) for song in people],
        Phrases.of(Path(train).read_text(encoding="utf-8")),
        read_spellings(spellings),
    )
    write_json(judged, {"step": songs["step"], "temperature": songs["temperature"], **told})


if __name__ == "__main__":
    run_script(main, snakemake)
