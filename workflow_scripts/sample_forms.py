"""Rule sample_forms: write songs of each form of the configuration with a checkpoint."""

from geetkar.sampling.export import load_network
from geetkar.sampling.forms import write_forms
from geetkar.sampling.song_writing import SongWriter
from geetkar.verse.notation import Form
from geetkar.verse.plan_tables import read_training_plans
from geetkar.verse.rhyming_words import read_rhyming_words
from geetkar.verse.spellings import read_spellings
from geetkar.vocabulary.vocabulary import read_vocabulary
from geetkar.workflow.files import write_json
from geetkar.workflow.scripts import run_script


def main(
    model: str,
    step: str,
    weights: str,
    vocabulary: str,
    spellings: str,
    rhyming_words: str,
    plans: str,
    song_index: str,
    samples: str,
    forms: list[dict],
    temperatures: list[float],
    seeds: list[int],
) -> None:
    """Write the songs of each form. Forms without verses take the plans of training songs."""
    units = read_vocabulary(vocabulary)
    network = load_network(weights, units)
    people = list(read_training_plans(plans, song_index))
    rhymes, sounds = read_rhyming_words(rhyming_words), read_spellings(spellings).sounds
    writer = SongWriter(network, units, rhymes, sounds, network.model.line_order)
    written = write_forms(writer, [Form(**form) for form in forms], temperatures, seeds, people)
    write_json(samples, {"model": model, "step": int(step), "forms": written})


if __name__ == "__main__":
    run_script(main, snakemake)
