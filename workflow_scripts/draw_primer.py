"""Rule draw_primer: the source article's explanations, computed, as a page."""

from geetkar.primer.draw import draw_primer
from geetkar.training.model import Model
from geetkar.workflow.scripts import run_script


def main(
    vectors: str, words: str, weights: str, characters: str, article_model: dict, checkpoint: dict, page: str
) -> None:
    """Draw the primer from vectors of words, and from a checkpoint, which `checkpoint` names, with its characters."""
    draw_primer(vectors, words, weights, characters, Model.configured(article_model), checkpoint, page)


if __name__ == "__main__":
    run_script(main, snakemake)
