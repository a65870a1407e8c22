"""Rule draw_primer: draw the primer, the source article's explanations with computed numbers."""

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
    """Draw the primer from word vectors and from a checkpoint, whose model and step `checkpoint` names."""
    alphabet = read_vocabulary(characters)
    network = load_network(weights, alphabet)
    article = Model.configured(article_model)
    drawn = draw_primer(np.load(vectors), read_vocabulary(words), network, alphabet, article, checkpoint)
    write_text(page, drawn)


if __name__ == "__main__":
    run_script(main, snakemake)
