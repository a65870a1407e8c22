"""Rule draw_primer: draw the primer, the source article's explanations with computed numbers."""

import numpy as np

from geetkar.primer.draw import draw_primer
from geetkar.sampling.export import load_network
from geetkar.training.model import Model
from geetkar.vocabulary.vocabulary import read_vocabulary
from geetkar.workflow.files import write_text
from geetkar.workflow.scripts import run_script


def main(
    encoded: str,
    words: str,
    weights: list[str],
    characters: list[str],
    article_model: dict,
    checkpoint: dict | None,
    page: str,
) -> None:
    """Draw the primer from the corpus's words and a checkpoint, whose model and step `checkpoint` names.

    In a run without a model that the primer explains, `checkpoint` is None, and its files are none.
    """
    explained = None
    if checkpoint:
        alphabet = read_vocabulary(characters[0])
        explained = (load_network(weights[0], alphabet), alphabet, checkpoint)
    drawn = draw_primer(np.load(encoded), read_vocabulary(words), Model.configured(article_model), explained)
    write_text(page, drawn)


if __name__ == "__main__":
    run_script(main, snakemake)
