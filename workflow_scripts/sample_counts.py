"""Rule sample_counts: write samples with counts alone, like those of the networks."""

from geetkar.evaluation.counts import CountsNetwork
from geetkar.memory.memory import Memory
from geetkar.sampling.decoding import sample
from geetkar.sampling.requests import Sampling
from geetkar.vocabulary.vocabulary import read_vocabulary
from geetkar.workflow.files import write_json
from geetkar.workflow.scripts import run_script


def main(script: str, settings: str, vocabulary: str, count_samples: str, sampling: dict) -> None:
    """Write samples with the memory of a script, for the prime texts, temperatures and seeds of `sampling`."""
    network, wanted = CountsNetwork(Memory.load(settings)), Sampling(**sampling)
    written = sample(network, read_vocabulary(vocabulary), wanted.requested(script), wanted.length)
    write_json(count_samples, {"script": script, "samples": [each.as_dict() for each in written]})


if __name__ == "__main__":
    run_script(main, snakemake)
