"""Rule sample_checkpoint: write texts with a checkpoint, for each prime text, temperature and seed."""

from geetkar.sampling.decoding import sample
from geetkar.sampling.export import load_network
from geetkar.sampling.requests import Sampling
from geetkar.verse.arrangement import Arrangement
from geetkar.verse.spellings import read_spellings
from geetkar.vocabulary.vocabulary import read_vocabulary
from geetkar.workflow.files import read_json, write_json
from geetkar.workflow.scripts import run_script


def main(
    model: str,
    step: str,
    weights: str,
    vocabulary: str,
    description: str,
    spellings: list[str],
    samples: str,
    sampling: dict,
) -> None:
    """Sample a checkpoint.

    `description` is that of the encoded training text. `spellings` are those of the script for a model with plans, else
    empty.
    """
    units, wanted = read_vocabulary(vocabulary), Sampling(**sampling)
    network, length = load_network(weights, units), wanted.length_in_units(read_json(description))
    arrangement = Arrangement(network.model.line_order, *(read_spellings(path).sounds for path in spellings))
    written = sample(network, units, wanted.requested(units.script), length, arrangement)
    write_json(samples, {"model": model, "step": int(step), "samples": [each.as_dict() for each in written]})


if __name__ == "__main__":
    run_script(main, snakemake)
