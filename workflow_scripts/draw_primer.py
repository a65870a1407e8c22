"""Rule draw_primer: the source article's explanations, computed, as a page."""

import numpy as np

from geetkar.primer.draw import draw_primer
from geetkar.sampling.export import load_network
from geetkar.training.model import Model
from geetkar.vocabulary.vocabulary import read_vocabulary
from geetkar.workflow.files import write_text
from geetkar.workflow.scripts import run_script


def main(
    vectors: str, words: str, weights: str, characters: str, article_model: dict, checkpoint: dict, page: str
) -> None:
    """Draw the primer from vectors of words, and from a checkpoint, which `checkpoint` names, with its characters."""
    alphabet = read_vocabulary(characters)
    network = load_network(weights, alphabet)
    article = Model.configured(article_model)
    drawn = draw_primer(np.load(vectors), read_vocabulary(words), network, alphabet, article, checkpoint)
    write_text(page, drawn)


if __name__ == "__main__":
    run_script(main, snakemake)
