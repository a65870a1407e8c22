"""The playground's Python code: weights as text, the choice of checkpoints by size, and the search for cells."""

import base64
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tiny_training import DISCOUNTS, arranged

from geetkar.evaluation.cell_features import FEATURES, measure_features, unit_ends
from geetkar.evaluation.cell_search import find_cells, middle_of, read_activity, search_cells
from geetkar.pages.playground.packing import by_importance, pack_tensors, shapes_of, spread_evenly, take_within
from geetkar.pages.shared.rendering import json_in_page
from geetkar.sampling.export import convert_to_onnx
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.training.cells import CELLS
from geetkar.training.checkpoint import Origin
from geetkar.training.language_model import LanguageModel
from geetkar.vocabulary.vocabulary import build_vocabulary
from geetkar.workflow.imported_code import code_behind

SCRIPTS = Path(__file__).parents[3] / "workflow_scripts"
SONG = "diip jale\nraat dhale\n\npavan chale\ndiip jale\n\n\nnadii\n"


def feature(name, text=SONG):
    (found,) = (each for each in FEATURES if each.name == name)
    return dict(zip(range(len(text)), found.values(text), strict=True))


def at(values, text, part=SONG):
    """Return the value of a feature after a part of the song that occurs in it once."""
    return values[part.index(text) + len(text) - 1]


def test_weights_are_decoded_in_the_order_of_their_names():
    tensors = {
        "b": np.array([[1.5, -2.0, 1e-3], [0.0, 0.0, 0.0]], dtype=np.float32),
        "a": np.array([0.25, 3.0], dtype=np.float32),
    }
    packed = base64.b85decode(pack_tensors(tensors).replace(",", "<"))
    scales, integers = np.frombuffer(packed, "<f4", count=3), np.frombuffer(packed, "<i2", offset=12)
    np.testing.assert_allclose(integers[:2] * scales[0], tensors["a"], atol=3 / 65534)
    np.testing.assert_allclose(integers[2:].reshape(2, 3) * scales[1:, np.newaxis], tensors["b"], atol=2 / 65534)
    assert shapes_of(tensors) == [("a", [2]), ("b", [2, 3])]


def test_best_and_first_checkpoints_come_before_the_others_and_these_cover_the_training():
    steps = {"one": [1, 2, 3, 4, 5, 6, 7], "two": [10, 20, 30, 40]}
    order = by_importance(steps, {"one": 5, "two": 10})
    assert order[:3] == [("one", 5), ("two", 10), ("one", 1)]
    assert order[3:7] == [("one", 4), ("two", 30), ("one", 3), ("two", 20)]
    assert sorted(order) == sorted((model, step) for model, own in steps.items() for step in own)


def test_any_prefix_of_an_even_spread_covers_the_whole():
    assert list(spread_evenly([1, 2, 3, 4, 5, 6, 7])) == [4, 2, 6, 1, 3, 5, 7]
    assert list(spread_evenly([])) == []


def test_a_checkpoint_that_does_not_fit_leaves_its_room_to_others():
    order = [("small", 1), ("large", 1), ("small", 2), ("small", 3)]
    assert take_within(order, {"small": 4, "large": 9}, room=10) == {("small", 1), ("small", 2)}


def test_no_text_in_json_ends_the_script_element():
    assert "<" not in json_in_page({"units": ["</script><!--"]})


@pytest.mark.parametrize("path", sorted((SCRIPTS / "geetkar").rglob("*.js")), ids=lambda path: path.name)
def test_no_script_of_a_page_ends_its_own_element(path):
    assert "</script" not in path.read_text() and "<!--" not in path.read_text()


def test_a_changed_script_draws_the_page_again_and_searches_no_cells():
    scripts = {SCRIPTS / "geetkar/pages/playground" / name for name in ("network.js", "page.js")}
    assert scripts <= set(code_behind(SCRIPTS / "draw_playground.py", SCRIPTS / "geetkar"))
    behind_search = set(code_behind(SCRIPTS / "find_cells.py", SCRIPTS / "geetkar"))
    assert not scripts & behind_search and not any("pages" in path.relative_to(SCRIPTS).parts for path in behind_search)


def test_features_count_within_lines_words_verses_and_songs():
    assert at(feature("characters_in_line"), "diip ja") == 7
    assert at(feature("words_in_line"), "diip ja") == 2
    assert at(feature("characters_in_line"), "diip jale\n") == 0
    assert at(feature("word_length"), "raat dh") == 2
    assert [at(feature("lines_in_verse"), text) for text in ("diip", "raat", "pavan")] == [0, 1, 0]
    assert [at(feature("lines_in_song"), text) for text in ("diip", "raat", "pavan", "nadii")] == [0, 1, 2, 0]


def test_features_look_ahead_to_the_end_of_words_lines_and_verses():
    assert [at(feature("line_end"), text) for text in ("raat", "raat dhale")] == [0, 1]
    assert [at(feature("word_end"), text) for text in ("raa", "raat", "raat dhale")] == [0, 1, 1]
    assert [at(feature("verse_end"), text) for text in ("diip", "raat", "pavan")] == [0, 1, 0]


def test_features_find_refrains_rhymes_and_vowels():
    assert [at(feature("first_verse"), text) for text in ("diip", "raat", "pavan", "nadii")] == [1, 1, 0, 1]
    assert [at(feature("sung_before"), text) for text in ("raat", "chale\ndiip", "nadii")] == [0, 1, 0]
    assert [at(feature("rhyme"), text) for text in ("jale", "raat dhal", "raat dhale")] == [0, 0, 1]
    assert [at(feature("vowel"), text) for text in ("raa", "raat")] == [1, 0]
    assert [feature("vowel", "कि अब")[place] for place in range(5)] == [0, 1, 0, 1, 0]


@pytest.mark.parametrize("unit", ["char", "word", "subword"])
def test_a_unit_ends_with_its_last_character(unit):
    text = "naav mile q\nnaav nadii\n"
    vocabulary = build_vocabulary("naav mile\nnaav nadii\n" * 3, "roman", unit, limit=20)
    ends = unit_ends(text, vocabulary)
    units = vocabulary.split(text)
    assert all(text[end] == unit[-1] or unit == "\ufffd" for end, unit in zip(ends, units, strict=True))
    assert measure_features(text, vocabulary).shape == (len(units), len(FEATURES))


@pytest.mark.parametrize("sign", [1, -1])
def test_the_search_finds_a_planted_cell(sign):
    generator = np.random.default_rng(1)
    features = generator.normal(size=(400, len(FEATURES)))
    activity = generator.normal(size=(400, 10))
    activity[:, 7] = sign * features[:, 2] + generator.normal(size=400) / 3
    best, *_ = find_cells(features, activity, half=200, hidden=5)
    assert (best.feature, best.layer, best.number) == (FEATURES[2].name, 1, 2)
    assert best.confirmed == pytest.approx(sign * 0.95, abs=0.02)
    assert best.sentence == (FEATURES[2].rises if sign > 0 else FEATURES[2].falls)


def test_a_cell_that_follows_a_feature_in_the_first_half_alone_is_not_confirmed():
    generator = np.random.default_rng(1)
    features = generator.normal(size=(400, len(FEATURES)))
    activity = generator.normal(size=(400, 10))
    activity[:200, 7] = features[:200, 2]
    (cell,) = (each for each in find_cells(features, activity, 200, 5) if each.feature == FEATURES[2].name)
    assert cell.found > 0.99 and abs(cell.confirmed) < 0.2


def test_constant_features_and_cells_are_left_out():
    assert find_cells(np.ones((40, len(FEATURES))), np.ones((40, 6)), 20, 3) == []


def test_the_second_half_starts_with_a_song():
    text = "a" * 30 + "\n\n\n" + "b" * 20 + "\n\n\n" + "c" * 60
    assert text[middle_of(text) :] == "c" * 60
    assert middle_of("a" * 10) == 5


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("memory", ["none", "song"])
def test_activity_is_the_memory_after_each_unit(memory, cell, tiny_model, vocabulary):
    model = replace(tiny_model, cell=cell, memory=memory)
    module = LanguageModel(model, len(vocabulary))
    network = OnnxNetwork(convert_to_onnx(module.state_dict(), Origin(model, vocabulary.units, 1, DISCOUNTS)))
    activity = read_activity(network, vocabulary, "diip\n")
    state = network.initial_state(1)
    _, state = network(np.array(vocabulary.encode("\n\n\ndiip\n"), dtype=np.int64)[:, np.newaxis], state)
    *_, last = state[: len(network.zeros(1))]
    held = np.tanh(last.ravel()) if len(CELLS[cell].states) > 1 else last.ravel()
    assert activity.shape == (5, 8)
    np.testing.assert_allclose(activity[-1], held, atol=1e-6)


def test_cells_follow_the_features_of_an_arranged_text_as_it_is_sung(tiny_model, text, monkeypatch):
    model = replace(tiny_model, line_order="backward", plans=True)
    read, vocabulary = arranged(model, text)
    module = LanguageModel(model, len(vocabulary))
    network = OnnxNetwork(convert_to_onnx(module.state_dict(), Origin(model, vocabulary.units, 1)))
    planted = np.zeros((len(read), 8))  # is high at the last letters of lines, which are the first to be read
    planted[[place + 4 for place in range(len(read)) if place == 0 or read[place - 1] == "\n"][:-1], 5] = 1
    monkeypatch.setattr("geetkar.evaluation.cell_search.read_activity", lambda *_: planted)
    (cell,) = (cell for cell in search_cells(network, vocabulary, read) if cell["feature"] == "line_end")
    assert (cell["layer"], cell["number"]) == (1, 1) and cell["confirmed"] > 0.9


def test_a_text_without_songs_has_no_cells(tiny_model, vocabulary):
    module = LanguageModel(tiny_model, len(vocabulary))
    network = OnnxNetwork(convert_to_onnx(module.state_dict(), Origin(tiny_model, vocabulary.units, 1)))
    assert search_cells(network, vocabulary, "") == []
