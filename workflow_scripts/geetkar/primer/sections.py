"""The sections of the primer: the values that each one shows, and the code that computed them."""

import inspect
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np

from geetkar.primer import (
    diagrams,
    lstm_cell,
    next_character,
    pixel_prediction,
    plots,
    small_network,
    song_memory,
    words_as_numbers,
)
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.training.model import Model
from geetkar.vocabulary.vocabulary import Vocabulary

THIRD_INPUTS = (0.0, 0.25, 0.5, 0.75, 1.0)
SHOWN_LAGS = (1, 10, 50, 100)
VISIBLE = {" ": "␣", "\n": "↵"}


def source_of(module: ModuleType) -> dict[str, str]:
    """Return the path, relative to the repository, and the text of the file that computes a section's numbers."""
    path = Path(inspect.getfile(module))
    return {"file": path.relative_to(path.parents[3]).as_posix(), "text": inspect.getsource(module)}


def visible(character: str) -> str:
    """Return a visible sign for a character."""
    return VISIBLE.get(character, character)


def explain_small_network() -> dict:
    """Compute section 1: a network of three inputs and two hidden units, first feed-forward, then recurrent."""
    tenths, fit = small_network.inputs_in_tenths()
    memory = small_network.memory_of_an_input()
    return {
        "source": source_of(small_network),
        "network": small_network,
        "scores": small_network.logit(small_network.PRINTED_HIDDEN[0]),
        "fits": [small_network.inputs_that_fit(third) for third in THIRD_INPUTS],
        "tenths": tenths,
        "in_tenths": fit,
        "steps": small_network.two_steps(),
        "transposed": small_network.hidden_if_transposed(),
        "left": memory,
        "weights": {
            "WI": small_network.INPUT_TO_HIDDEN.tolist(),
            "WO": small_network.HIDDEN_TO_OUTPUT.tolist(),
            "WH": small_network.HIDDEN_TO_HIDDEN.tolist(),
        },
        "input_styles": [diagrams.on_the_network(place) for place in diagrams.INPUT_PLACES],
        "value_styles": [diagrams.on_the_network(place) for place in diagrams.VALUE_PLACES],
        "kept_a_step": float((memory[-1] / memory[0]).mean() ** (1 / (len(memory) - 1))),
        "figures": {
            "network": diagrams.draw_network(),
            "recurrent": diagrams.draw_recurrent_network(),
            "unrolled": diagrams.draw_unrolled_network(),
            "memory": plots.draw_memory(memory),
        },
    }


def explain_pixel_prediction() -> dict:
    """Compute section 2: the next gray level of a row, by a recurrent network and two simpler predictors."""
    image = pixel_prediction.read_image()
    row, unseen = (
        pixel_prediction.normalise(image[number]) for number in (pixel_prediction.ROW, pixel_prediction.UNSEEN_ROW)
    )
    network, weights = pixel_prediction.train(row), pixel_prediction.fit_linear(row)
    learned, new = (pixel_prediction.compare_on(each, network, weights) for each in (row, unseen))
    return {
        "source": source_of(pixel_prediction),
        "pixels": pixel_prediction,
        "width": image.shape[1],
        "learned": learned,
        "new": new,
        "figures": {
            "image": plots.draw_image_with_rows(
                image,
                {"learned": pixel_prediction.ROW, "never seen": pixel_prediction.UNSEEN_ROW},
                "A portrait in gray, with the row that was learned from and one that was not",
            ),
            "prediction": plots.draw_prediction(
                learned["guesses"],
                learned["edges"],
                "The row of pixels, its prediction, and the error with edges marked",
            ),
        },
    }


def explain_lstm_cell() -> dict:
    """Compute section 3: the LSTM cell, its number of weights, and how far back its gradient reaches."""
    inputs, cells = lstm_cell.EXAMPLE_INPUTS, lstm_cell.EXAMPLE_CELLS
    gradients = {
        "RNN": lstm_cell.gradients_by_lag("rnn"),
        "LSTM without a forget gate (1997)": lstm_cell.gradients_by_lag("original_lstm"),
        "LSTM, forget gate as initialized": lstm_cell.gradients_by_lag("lstm"),
        "LSTM, forget gate open": lstm_cell.gradients_by_lag("lstm", forget_bias=lstm_cell.OPEN_BIAS),
        "GRU": lstm_cell.gradients_by_lag("gru"),
    }
    return {
        "source": source_of(lstm_cell),
        "cell": lstm_cell,
        "inputs": inputs,
        "cells": cells,
        "rnn_weights": lstm_cell.count_weights("rnn", inputs, cells) + small_network.HIDDEN_TO_OUTPUT.size,
        "lstm_weights": lstm_cell.count_weights("lstm", inputs, cells),
        "counted": lstm_cell.count_up(),
        "forget_at_first": lstm_cell.forget_at_first(),
        "lags": SHOWN_LAGS,
        "gradients": {name: [float(shares[lag]) for lag in SHOWN_LAGS] for name, shares in gradients.items()},
        "figures": {
            "cell": diagrams.draw_lstm_cell(),
            "gradients": plots.draw_gradients({name: shares.numpy() for name, shares in gradients.items()}),
        },
    }


def explain_words_as_numbers(encoded: np.ndarray, vocabulary: Vocabulary, model: Model) -> dict:
    """Compute section 4: words as one-hot rows, and as vectors learned from an encoded text `(words,)`.

    `model` is a network of the article's size, whose weights are counted.
    """
    vectors = words_as_numbers.vectors_of(encoded, len(vocabulary))
    words, characters = words_as_numbers.WORDS.split(), list(words_as_numbers.WORDS)
    different_words, word_rows = words_as_numbers.one_hot(words)
    different_characters, character_rows = words_as_numbers.one_hot(characters)
    first = len(words[0])
    size, embedded = words_as_numbers.LARGE_VOCABULARY, replace(model, embedding_size=words_as_numbers.EMBEDDING)
    return {
        "source": source_of(words_as_numbers),
        "numbers": words_as_numbers,
        "script": vocabulary.script,
        "words": words,
        "characters": [visible(character) for character in different_characters],
        "bytes": np.dtype(np.float32).itemsize,
        "model": model,
        "parameters": {
            kind: words_as_numbers.count_parameters(replace(embedded, input=kind), size)
            for kind in ("one_hot", "embedding")
        },
        "vectors_width": vectors.shape[1],
        "neighbours": [
            {
                "word": vocabulary.units[number],
                "count": vocabulary.counts[number],
                "near": [
                    (vocabulary.units[other], cosine) for other, cosine in words_as_numbers.nearest(vectors, number)
                ],
            }
            for number in words_as_numbers.frequent_words(vocabulary)
        ],
        "figures": {
            "words": diagrams.draw_one_hot(
                words, different_words, word_rows, "Four words as rows of a table, each with a one in its own column"
            ),
            "characters": diagrams.draw_one_hot(
                characters[:first],
                [visible(character) for character in different_characters],
                character_rows[:first],
                f"The characters of {words[0]} as rows of a table, each with a one in its own column",
            ),
        },
    }


def explain_next_character(network: OnnxNetwork, vocabulary: Vocabulary, origin: Mapping) -> dict:
    """Compute section 5: a checkpoint's scores as probabilities at several temperatures, and as bits.

    `origin` has the checkpoint's model and step.
    """
    prime = next_character.prime_in(vocabulary) + " "
    scores = next_character.read_scores(network, vocabulary, prime)[-1]
    choices = [
        {**choice, "name": visible(choice["character"])} for choice in next_character.likeliest(scores, vocabulary)
    ]
    return {
        "source": source_of(next_character),
        "origin": origin,
        "script": vocabulary.script,
        "prime": prime,
        "characters": len(vocabulary) - 1,
        "temperatures": next_character.TEMPERATURES,
        "choices": choices,
        "scores": scores.tolist(),
        "numbers": [vocabulary.numbers[choice["character"]] for choice in choices],
        "price": next_character.price(network, vocabulary, prime.strip()),
        "figures": {"choices": plots.draw_choices(choices)},
    }


def explain_song_memory() -> dict:
    """Compute section 6: what the memory of a short song proposes for its next character."""
    rows, left = song_memory.shares_by_order()
    computed, of_networks = song_memory.probabilities(), song_memory.probabilities_of_the_memory()
    seen = sorted(rows[-1]["after"], key=lambda character: -computed[character])
    return {
        "source": source_of(song_memory),
        "lines": song_memory.SONG.split("\n"),
        "discounts": song_memory.FIRST_DISCOUNTS,
        "characters": len(computed),
        "rows": [
            {**row, "after": [(visible(each), row["after"][each]) for each in seen if each in row["after"]]}
            for row in rows
        ],
        "left": left,
        "choices": [
            {
                "name": visible(character),
                "given": [row["given"].get(character, 0.0) for row in rows],
                "rest": left / len(computed),
                "probability": computed[character],
                "of_networks": of_networks[character],
            }
            for character in seen
        ],
    }
