"""Rule sample_songs: write songs with a model's best checkpoint, to be judged."""

from collections.abc import Sequence
from pathlib import Path

from geetkar.corpus.song_text import SONG_BREAK
from geetkar.sampling.decoding import sample
from geetkar.sampling.export import load_network
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.sampling.requests import Sampling, typical
from geetkar.sampling.song_plans import write_like_people
from geetkar.sampling.song_writing import SongWriter
from geetkar.training.checkpoint_tables import best_checkpoints, checkpoint_of, read_metrics
from geetkar.verse.arrangement import Arrangement
from geetkar.verse.plan_tables import read_training_plans
from geetkar.verse.rhyming_words import read_rhyming_words
from geetkar.verse.spellings import read_spellings
from geetkar.vocabulary.vocabulary import Vocabulary, read_vocabulary
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
    rhyming_words: list[str],
    plans: list[str],
    song_index: list[str],
    held_out: list[str],
    written: str,
    temperatures: list[float],
    length: int,
) -> None:
    """Write as many songs as there are held-out ones, but at most `MOST_SONGS`, at the typical temperature.

    A model with plans writes them to those of training songs; `spellings`, `rhyming_words`, `plans` and `song_index`
    are those of its script, and empty for any other model. `description` is that of the encoded training text, and
    `length` is in characters.
    """
    (best,) = best_checkpoints(read_metrics(metrics)).to_dict("records")
    by_checkpoint = {checkpoint_of(path): path for path in weights}
    units = read_vocabulary(vocabulary)
    network = load_network(by_checkpoint[best["model"], best["step"]], units)
    number = sum(Path(path).read_text(encoding="utf-8").count(SONG_BREAK) + 1 for path in held_out)
    temperature, seeds = typical(temperatures), range(1, min(number, MOST_SONGS) + 1)
    if network.model.plans:
        rhymes, sounds = read_rhyming_words(*rhyming_words), read_spellings(*spellings).sounds
        writer = SongWriter(network, units, rhymes, sounds, network.model.line_order)
        people = list(read_training_plans(*plans, *song_index))
        texts = [song.text for song in write_like_people(writer, people, temperature, seeds, length)]
    else:
        texts = write_freely(network, units, temperature, seeds, length, read_json(description))
    write_json(
        written,
        {
            "model": best["model"],
            "step": best["step"],
            "temperature": temperature,
            "length": length,
            "planned": network.model.plans,
            "texts": texts,
        },
    )


def write_freely(
    network: OnnxNetwork, units: Vocabulary, temperature: float, seeds: Sequence[int], length: int, description: dict
) -> list[str]:
    """Return a text without a plan for each seed, with at least as many characters as are judged."""
    wanted = Sampling(primes=[""], temperatures=[temperature], seeds=seeds, length=round(LONGER * length))
    longer, arrangement = wanted.length_in_units(description), Arrangement(network.model.line_order)
    return [song.text for song in sample(network, units, wanted.requested(units.script), longer, arrangement)]


if __name__ == "__main__":
    run_script(main, snakemake)
