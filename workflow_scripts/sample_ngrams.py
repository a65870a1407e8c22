"""Rule sample_ngrams: what a character n-gram writes, asked as the networks are."""

from collections import Counter
from itertools import product
from pathlib import Path

from geetkar.evaluation.ngrams import NgramNetwork, count_ngrams
from geetkar.sampling.decoding import sample
from geetkar.sampling.prime_texts import primes_in_script
from geetkar.vocabulary.vocabulary import UNKNOWN_MARK, Vocabulary
from geetkar.workflow.files import write_json


def vocabulary_of(text: str, script: str, numbers: dict[str, int]) -> Vocabulary:
    """The characters of a text as a vocabulary, with the numbers that the n-gram gave them."""
    counts = Counter(text)
    return Vocabulary(
        script=script,
        unit="char",
        units=(UNKNOWN_MARK, *numbers),
        counts=(0, *(counts[character] for character in numbers)),
        characters=dict(counts),
    )


def main(train_path: str, samples_path: str, script: str, sampling: dict) -> None:
    """Let the n-gram of a script write `sampling["length"]` characters for each prime text, temperature and seed."""
    train = Path(train_path).read_text(encoding="utf-8")
    ngrams = count_ngrams(train)
    primes = primes_in_script(sampling["primes"], script)
    asked = list(product(primes, sampling["temperatures"], sampling["seeds"]))
    vocabulary = vocabulary_of(train, script, ngrams.numbers)
    samples = sample(NgramNetwork(ngrams), vocabulary, asked, sampling["length"])
    write_json(samples_path, {"script": script, "samples": [each.as_dict() for each in samples]})


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            snakemake.input.train,
            snakemake.output.samples,
            snakemake.wildcards.script,
            dict(snakemake.params.sampling),
        )
