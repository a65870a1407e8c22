"""Rule benchmark_songs: let a trained preset with plans write songs, and measure them next to people's."""

from benchmarking.planned_songs import measure_writer, open_writer, read_people
from geetkar.evaluation.training_index import read_training_songs
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.verse.plan_tables import read_training_plans
from geetkar.verse.rhyming_words import read_rhyming_words
from geetkar.verse.spellings import read_spellings
from geetkar.workflow.files import write_json
from geetkar.workflow.scripts import run_script


def main(
    network: str,
    rhyming_words: str,
    plans: str,
    train: str,
    held_out: list[str],
    spellings: str,
    training_songs: str,
    training_text: str,
    suffix_array: str,
    song_index: str,
    songs: str,
    figures: str,
) -> None:
    """Measure the songs of a network; `held_out` are the texts that it was not trained on."""
    spelled = read_spellings(spellings)
    known = read_training_songs(training_songs, training_text, suffix_array, song_index, songs)
    people = read_people(held_out, train, known, spelled)
    writer = open_writer(OnnxNetwork(network), read_rhyming_words(rhyming_words), spelled)
    write_json(figures, measure_writer(writer, list(read_training_plans(plans, song_index)), people))


if __name__ == "__main__":
    run_script(main, snakemake)
