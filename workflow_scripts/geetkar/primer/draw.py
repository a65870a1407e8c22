"""The source article's explanations, computed, as a page."""

from pathlib import Path

import numpy as np

from geetkar.pages.shared.rendering import render
from geetkar.primer import sections
from geetkar.sampling.export import load_network
from geetkar.training.device import prepare_torch
from geetkar.training.model import Model
from geetkar.vocabulary.vocabulary import read_vocabulary
from geetkar.workflow.files import write_text

HERE = Path(__file__).parent


def draw_primer(
    vectors_path: str,
    words_path: str,
    weights_path: str,
    characters_path: str,
    article_model: Model,
    checkpoint: dict,
    page_path: str,
) -> None:
    """Draw the page.

    It shows vectors of the corpus's words, and a character model's checkpoint, which `checkpoint` names; the sizes of
    networks are told of one as large as the article's.
    """
    prepare_torch()
    words, characters = read_vocabulary(words_path), read_vocabulary(characters_path)
    write_text(
        page_path,
        render(
            HERE,
            "primer.html.j2",
            scripts=["primer.js"],
            small=sections.explain_small_network(),
            pixels=sections.explain_pixel_prediction(),
            lstm=sections.explain_lstm_cell(),
            words=sections.explain_words_as_numbers(np.load(vectors_path), words, article_model),
            choice=sections.explain_next_character(load_network(weights_path, characters), characters, checkpoint),
        ),
    )
