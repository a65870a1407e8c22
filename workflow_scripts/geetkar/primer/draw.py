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
    encoded: np.ndarray,
    words: Vocabulary,
    article_model: Model,
    explained: tuple[OnnxNetwork, Vocabulary, dict] | None,
) -> str:
    """Return the primer as HTML.

    `encoded` is the corpus's text as numbers of its `words`. `article_model` is a network of the article's size, whose
    weights are counted. `explained` is the network of a character model, its vocabulary, and the names of the model and
    the step; without it, the section on the next character is left out.
    """
    prepare_torch()
    return render(
        HERE,
        "primer.html.j2",
        page="primer/index.html",
        scripts=["primer.js"],
        small=sections.explain_small_network(),
        pixels=sections.explain_pixel_prediction(),
        lstm=sections.explain_lstm_cell(),
        words=sections.explain_words_as_numbers(encoded, words, article_model),
        choice=explained and sections.explain_next_character(*explained),
        memory=sections.explain_song_memory(),
    )
