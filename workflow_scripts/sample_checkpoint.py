"""Rule sample_checkpoint: what a checkpoint writes, asked for each prime text at each temperature."""

import math
from itertools import product

from geetkar.sampling.decoding import sample
from geetkar.sampling.export import load_network
from geetkar.sampling.prime_texts import primes_in_script
from geetkar.vocabulary.vocabulary import read_vocabulary
from geetkar.workflow.files import read_json, write_json


def main(
    weights_path: str,
    vocabulary_path: str,
    description_path: str,
    samples_path: str,
    sampling: dict,
    origin: dict,
) -> None:
    """Sample one checkpoint; `origin` names its model and step in the file."""
    vocabulary = read_vocabulary(vocabulary_path)
    primes = primes_in_script(sampling["primes"], vocabulary.script)
    asked = list(product(primes, sampling["temperatures"], sampling["seeds"]))
    text = read_json(description_path)
    length = math.ceil(sampling["length"] * text["units"] / text["characters"])
    samples = sample(load_network(weights_path, vocabulary), vocabulary, asked, length)
    write_json(samples_path, {**origin, "samples": [each.as_dict() for each in samples]})


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            snakemake.input.weights,
            snakemake.input.vocabulary,
            snakemake.input.description,
            snakemake.output.samples,
            dict(snakemake.params.sampling),
            {"model": snakemake.wildcards.model, "step": int(snakemake.wildcards.step)},
        )
