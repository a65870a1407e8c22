"""Rule sample_ngrams: what a character n-gram writes for the prime texts, temperatures and seeds of the networks."""

from itertools import product
from pathlib import Path

from geetkar.evaluation.ngrams import NgramNetwork, count_ngrams, vocabulary_of
from geetkar.sampling.decoding import sample
from geetkar.sampling.prime_texts import primes_in_script
from geetkar.workflow.files import write_json
from geetkar.workflow.scripts import run_script


def main(script: str, train: str, ngram_samples: str, sampling: dict) -> None:
    """Let the n-gram of a script write `sampling["length"]` characters for each prime text, temperature and seed."""
    text = Path(train).read_text(encoding="utf-8")
    ngrams = count_ngrams(text)
    primes = primes_in_script(sampling["primes"], script)
    asked = list(product(primes, sampling["temperatures"], sampling["seeds"]))
    written = sample(NgramNetwork(ngrams), vocabulary_of(ngrams, text, script), asked, sampling["length"])
    write_json(ngram_samples, {"script": script, "samples": [each.as_dict() for each in written]})


if __name__ == "__main__":
    run_script(main, snakemake)
