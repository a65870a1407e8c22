"""Rule measure_yardsticks: what held-out songs cost compressors and an n-gram that know the training songs."""

import logging
from pathlib import Path

from geetkar.evaluation.compressors import bits_per_character, ppmd, xz
from geetkar.evaluation.ngrams import ORDER, count_ngrams
from geetkar.workflow.files import write_json

log = logging.getLogger("geetkar.evaluation")

COMPRESSORS = [
    ("xz", xz, "Names earlier places where the same bytes stood (`xz -9e`)."),
    ("PPMd, order 6", ppmd(6), "Predicts each byte from up to 6 bytes before it; a Devanagari character has three."),
    ("PPMd, order 16", ppmd(16), "The same with up to 16 bytes, which finds lines that are sung again."),
]
NGRAM = (
    f"Kneser-Ney {ORDER}-gram",
    f"Predicts each character from up to {ORDER - 1} before it, long contexts mixed with shorter ones.",
)


def yardstick(name: str, explanation: str, adaptive: bool, validation_bpc: float, test_bpc: float) -> dict:
    """One yardstick as JSON; an adaptive one learns from the held-out songs as it reads them."""
    log.info("%s: %.3f bits per character of the validation songs", name, validation_bpc)
    return {
        "name": name,
        "validation_bpc": validation_bpc,
        "test_bpc": test_bpc,
        "adaptive": adaptive,
        "explanation": explanation,
    }


def main(train_path: str, val_path: str, test_path: str, yardsticks_path: str) -> None:
    """Measure each yardstick in bits per character, as the networks are measured."""
    train, *held_out = (Path(path).read_text(encoding="utf-8") for path in (train_path, val_path, test_path))
    ngrams = count_ngrams(train)
    yardsticks = [
        yardstick(name, explanation, True, *bits_per_character(compress, train, held_out))
        for name, compress, explanation in COMPRESSORS
    ]
    yardsticks.append(yardstick(*NGRAM, False, *(ngrams.bits(text) / len(text) for text in held_out)))
    write_json(yardsticks_path, yardsticks)


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            snakemake.input.train,
            snakemake.input.val,
            snakemake.input.test,
            snakemake.output.yardsticks,
        )
