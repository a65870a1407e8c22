"""The primer's words as numbers, and the parameters that they need."""

from dataclasses import replace

import numpy as np
import pytest

from geetkar.primer import sections, words_as_numbers
from geetkar.training.language_model import LanguageModel
from geetkar.vocabulary.encoding import encode_text
from geetkar.vocabulary.vocabulary import build_vocabulary


def test_the_articles_words_have_thirteen_characters():
    different, _ = words_as_numbers.one_hot(list(words_as_numbers.WORDS))
    assert len(different) == 13 and " " in different


def test_a_one_hot_row_is_one_in_the_column_of_its_unit():
    different, rows = words_as_numbers.one_hot(["milna", "baate", "milna"])
    assert (different, rows.tolist()) == (["baate", "milna"], [[0, 1], [1, 0], [0, 1]])


@pytest.mark.parametrize("kind", ["one_hot", "embedding"])
def test_parameters_are_counted_as_in_the_network(article_model, kind):
    model = replace(article_model, input=kind)
    network = LanguageModel(model, 70)
    assert words_as_numbers.count_parameters(model, 70) == sum(each.numel() for each in network.parameters())


def test_the_table_counts_an_embedding_of_the_named_width(article_model):
    text = "dil raat raat dil\n"
    words = build_vocabulary(text, "roman", "word")
    found = sections.explain_words_as_numbers(encode_text(text, words), words, article_model)
    size, width, rows = words_as_numbers.LARGE_VOCABULARY, words_as_numbers.EMBEDDING, 4 * article_model.hidden
    difference = found["parameters"]["one_hot"] - found["parameters"]["embedding"]
    assert difference == rows * (size - width) - size * width


def test_a_few_words_have_narrow_vectors():
    assert words_as_numbers.vectors_of(np.array([1, 2, 1, 2, 2, 1]), 3).shape == (3, 2)


def test_a_text_without_a_known_word_has_vectors_of_zeros():
    assert not words_as_numbers.vectors_of(np.array([0, 0, 0]), 1).any()


def test_the_nearest_words_have_the_most_similar_vectors():
    vectors = np.array([[1, 0], [1, 0], [2, 0.1], [0, 0], [0, 1], [-1, 0], [3, 3]], dtype=np.float32)
    near = words_as_numbers.nearest(vectors, 1)
    assert [number for number, _ in near] == [2, 6, 3, 4, 5] and near[1][1] == pytest.approx(np.sqrt(0.5))


def test_the_most_sung_long_words_are_chosen():
    words = build_vocabulary("dil dil dil raatein raatein chaand chaand chaand\n", "roman", "word")
    assert [words.units[number] for number in words_as_numbers.frequent_words(words)] == ["chaand", "raatein"]
