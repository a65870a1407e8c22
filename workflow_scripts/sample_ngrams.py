"""Rule sample_ngrams: write samples with a character n-gram, like those of the networks."""

from pathlib import Path

from geetkar.evaluation.ngrams import NgramNetwork, count_ngrams, vocabulary_of
from geetkar.sampling.decoding import sample
from geetkar.sampling.requests import Sampling
from geetkar.workflow.files import write_json
from geetkar.workflow.scripts import run_script


def main(script: str, train: str, ngram_samples: str, sampling: dict) -> None:
    """Write samples with the n-gram of a script, for the prime texts, temperatures and seeds of `sampling`."""
    text = Path(train).read_text(encoding="utf-8")
    ngrams = count_ngrams(text)
    wanted, vocabulary = Sampling(**sampling), vocabulary_of(ngrams, text, script)
    written = sample(NgramNetwork(ngrams), vocabulary, wanted.requested(script), wanted.length)
    write_json(ngram_samples, {"script": script, "samples": [each.as_dict() for each in written]})


if __name__ == "__main__":
    run_script(main, snakemake)
