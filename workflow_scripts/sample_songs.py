"""Rule sample_songs: write songs with a model's best checkpoint, to be judged."""

from pathlib import Path

from geetkar.corpus.song_text import SONG_BREAK
from geetkar.sampling.decoding import sample
from geetkar.sampling.export import load_network
from geetkar.sampling.requests import Sampling, typical
from geetkar.training.checkpoint_tables import best_checkpoints, checkpoint_of, read_metrics
from geetkar.verse.arrangement import Arrangement
from geetkar.verse.spellings import read_spellings
from geetkar.vocabulary.vocabulary import read_vocabulary
from geetkar.workflow.files import read_json, write_json
from geetkar.workflow.scripts import run_script

MOST_SONGS = 300
LONGER = 1.25  # than is judged, since units differ in their characters


def main(
    weights: list[str],
    metrics: list[str],
    vocabulary: str,
    description: str,
    spellings: list[str],
    held_out: list[str],
    written: str,
    temperatures: list[float],
    length: int,
) -> None:
    """Write as many songs as there are held-out ones, but at most `MOST_SONGS`, at the typical temperature.

    `description` is that of the encoded training text, and `length` is in characters. `spellings` are those of the
    script for a model with plans, else empty.
    """
    (best,) = best_checkpoints(read_metrics(metrics)).to_dict("records")
    by_checkpoint = {checkpoint_of(path): path for path in weights}
    units = read_vocabulary(vocabulary)
    network = load_network(by_checkpoint[best["model"], best["step"]], units)
    arrangement = Arrangement(network.model.line_order, *(read_spellings(path).sounds for path in spellings))
    number = sum(Path(path).read_text(encoding="utf-8").count(SONG_BREAK) + 1 for path in held_out)
    temperature, seeds = typical(temperatures), range(1, min(number, MOST_SONGS) + 1)
    wanted = Sampling(primes=[""], temperatures=[temperature], seeds=seeds, length=round(LONGER * length))
    longer = wanted.length_in_units(read_json(description))
    songs = sample(network, units, wanted.requested(units.script), longer, arrangement)
    write_json(
        written,
        {
            "model": best["model"],
            "step": best["step"],
            "temperature": temperature,
            "length": length,
            "texts": [song.text for song in songs],
        },
    )


if __name__ == "__main__":
    run_script(main, snakemake)
