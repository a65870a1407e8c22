"""Draw the primer as a page."""

from pathlib import Path

import numpy as np

from geetkar.pages.shared.rendering import render
from geetkar.primer import sections
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.training.device import prepare_torch
from geetkar.training.model import Model
from geetkar.vocabulary.vocabulary import Vocabulary

HERE = Path(__file__).parent


def draw_primer(
    vectors: np.ndarray,
    words: Vocabulary,
    network: OnnxNetwork,
    characters: Vocabulary,
    article_model: Model,
    checkpoint: dict,
) -> str:
    """Return the primer as HTML.

    `vectors` `(words, width)` belong to the corpus's words. `network` is that of a character model; `checkpoint` names
    its model and step. `article_model` is a network of the article's size, whose weights are counted.
    """
    prepare_torch()
    return render(
        HERE,
        "primer.html.j2",
        scripts=["primer.js"],
        small=sections.explain_small_network(),
        pixels=sections.explain_pixel_prediction(),
        lstm=sections.explain_lstm_cell(),
        words=sections.explain_words_as_numbers(vectors, words, article_model),
        choice=sections.explain_next_character(network, characters, checkpoint),
        memory=sections.explain_song_memory(),
    )
