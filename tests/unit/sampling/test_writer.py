import json
import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tiny_training import ARRANGEMENTS, arranged, arrangement_of
from torch.nn import functional

from geetkar.memory.memory import rows_of
from geetkar.sampling.decoding import SONG_START
from geetkar.sampling.export import convert_to_onnx
from geetkar.sampling.writer import Writer
from geetkar.training.checkpoint import Origin, save_tensors
from geetkar.training.held_out_loss import evaluate
from geetkar.training.progress import begin
from geetkar.verse.arrangement import plan_text
from geetkar.verse.rhyming_words import learn_rhyming_words
from geetkar.verse.spellings import Spellings
from geetkar.vocabulary.encoding import encode_split
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import write_json

PAGE = Path(__file__).parents[3] / "docs" / "python.md"
LINE = "nadii kinaare diip jale\n"


@pytest.fixture
def checkpoint(module, origin, tmp_path):
    """Return a folder with both files of a network."""
    save_tensors(tmp_path / "weights.safetensors", module.state_dict(), origin)
    (tmp_path / "network.onnx").write_bytes(convert_to_onnx(module.state_dict(), origin))
    return tmp_path


@pytest.fixture(params=["weights.safetensors", "network.onnx"])
def writer(request, checkpoint):
    return Writer.load(checkpoint / request.param)


def test_a_text_begins_with_its_prime_and_has_the_requested_length(writer):
    text = writer.write("nadii", temperature=0.7, seed=3, length=20)
    assert text.startswith("nadii") and len(text) == len("nadii") + 20


def test_a_line_break_in_the_prime_text_is_kept(writer):
    assert writer.write("nadii\nraat\n", length=10).startswith("nadii\nraat\n")


@pytest.mark.parametrize("seed", [0, 2**64, 10**100])
def test_any_whole_number_from_zero_is_a_seed(seed, writer):
    assert len(writer.write(seed=seed, length=5)) == 5


def test_given_spellings_say_how_words_sound(tiny_model, text, tmp_path):
    model = replace(tiny_model, script="roman", plans=True)
    path = a_network(tmp_path, model, arranged(model, text)[1])
    spellings = tmp_path / "spellings.json"
    spellings.write_text(json.dumps(Spellings("roman", {"jale": "jalaataaraa"}).as_dict()))
    scores = [Writer.load(path, given).score("diip jale jale jale\n") for given in (None, spellings)]
    assert scores[0] != scores[1]  # the line has another length


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{}", "has no spellings"),
        ("dil", "has no spellings"),
        (Spellings("roman").as_dict(), "the network reads 'itrans'"),
    ],
)
def test_other_files_than_the_spellings_of_its_script_are_refused(content, message, checkpoint, tmp_path):
    spellings = tmp_path / "spellings.json"
    spellings.write_text(content if isinstance(content, str) else json.dumps(content))
    with pytest.raises(InputError, match=message):
        Writer.load(checkpoint / "network.onnx", spellings)


HOSTILE = ["\r\n", "\x00", "\ud800", "👩\u200d🎤", "a" * 3000, "\n" * 300]


@pytest.mark.parametrize("arrangement", ARRANGEMENTS, ids=str)
@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_a_network_of_arranged_lines_scores_and_continues_any_text(hostile, arrangement, tiny_model, text, tmp_path):
    model = replace(tiny_model, **arrangement)
    writer = Writer.load(a_network(tmp_path, model, arranged(model, text)[1]))
    written = writer.write(hostile, length=2)
    assert writer.score(hostile) > 0 and len(written) >= len(hostile)


@pytest.mark.parametrize("arrangement", ARRANGEMENTS, ids=str)
def test_the_score_of_a_network_of_arranged_lines_is_the_held_out_loss_of_the_lyric(
    arrangement, tiny_model, text, tmp_path
):
    model = replace(tiny_model, **arrangement)
    _, vocabulary = arranged(model, text)
    module = begin(model, vocabulary).network
    writer = Writer.load(a_network(tmp_path, model, vocabulary))

    def bits(text):
        split = encode_split(arrangement_of(model).arrange(text), vocabulary)
        return evaluate(module, split, vocabulary).bpc * len(text)

    start = SONG_START[1:]
    assert writer.score(LINE * 9) * len(LINE * 9) == pytest.approx(bits(start + LINE * 9) - bits(start), rel=1e-5)


@pytest.mark.parametrize("unit", ["char", "word", "subword"])
@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_any_text_can_be_scored_and_continued(hostile, unit, tiny_model, vocabulary, tmp_path):
    writer = Writer.load(a_network(tmp_path, replace(tiny_model, unit=unit), vocabulary))
    assert writer.score(hostile) == pytest.approx(score_at_once(writer, hostile), rel=1e-5)
    vocabulary = writer.vocabulary
    assert writer.write(hostile, length=2).startswith(vocabulary.decode(vocabulary.encode(hostile)))


def test_the_same_arguments_write_the_same_text(writer):
    assert writer.write("n", seed=2, length=30) == writer.write("n", seed=2, length=30)


def test_both_files_give_the_same_writer(checkpoint):
    weights, network = (Writer.load(checkpoint / name) for name in ("weights.safetensors", "network.onnx"))
    assert weights.score(LINE) == network.score(LINE)
    assert weights.write(length=30) == network.write(length=30)


def test_a_score_is_the_held_out_loss_of_a_text_after_a_song_start(writer, module, memory, vocabulary):
    """Evaluation starts after one line break, so the cost of the other two of a song start is subtracted."""

    def bits(text):
        split = encode_split(text, vocabulary)
        if module.has_memory:
            split = replace(split, rows=rows_of(memory, np.array(vocabulary.encode("\n" + text)))[1:])
        return evaluate(module, split, vocabulary).bpc * len(text)

    text = LINE * 20  # several windows
    start = SONG_START[1:]
    assert writer.score(text) * len(text) == pytest.approx(bits(start + text) - bits(start), rel=1e-5)


def test_an_unknown_character_costs_a_uniform_choice_among_unicode(writer, checkpoint):
    """This is in addition to the prediction of "unknown", which is the whole cost of the known mark U+FFFD."""
    known = (writer.score("nΩ") * 2) - (writer.score("n") * 1)
    logits = read_after(writer, "n")
    predicted = -math.log2(np.exp(logits[0]) / np.exp(logits).sum())
    assert known == pytest.approx(predicted + math.log2(0x110000), rel=1e-5)


def read_after(writer, text):
    units = np.array(writer.vocabulary.encode(SONG_START + text))[:, np.newaxis]
    logits, _ = writer.network(units, writer.network.initial_state(1))
    return logits[-1, 0].astype(np.float64)


@pytest.mark.parametrize("unit", ["char", "word", "subword"])
def test_one_character_can_be_scored(unit, tiny_model, vocabulary, tmp_path):
    writer = Writer.load(a_network(tmp_path, replace(tiny_model, unit=unit), vocabulary))
    assert writer.score("n") == pytest.approx(score_at_once(writer, "n"), rel=1e-5)


def score_at_once(writer, text):
    """Return a score computed by torch from the logits of one long window, in bits per character."""
    start = writer.vocabulary.encode(SONG_START)
    units = np.array(start + writer.vocabulary.encode(text))
    logits, _ = writer.network(units[:-1, np.newaxis], writer.network.initial_state(1))
    costs = functional.cross_entropy(
        torch.from_numpy(logits[:, 0]).double(), torch.from_numpy(units[1:]), reduction="none"
    )
    nats = costs[len(start) - 1 :].sum().item() + writer.vocabulary.spelling_nats(text)
    return nats / math.log(2) / len(text)


def a_network(folder, model, vocabulary):
    network = begin(model, vocabulary).network
    save_tensors(folder / "weights.safetensors", network.state_dict(), Origin(model, vocabulary.units, 1))
    return folder / "weights.safetensors"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda writer: writer.score(""), r"`text` must be a string of at least one character \(got ''\)"),
        (lambda writer: writer.score(None), r"`text` must be a string .* \(got None\)"),
        (lambda writer: writer.score(b"dil"), r"`text` must be a string .* \(got b'dil'\)"),
        (lambda writer: writer.write(5), r"`prime` must be a string \(got 5\)"),
        (lambda writer: writer.write(temperature=0), r"`temperature` must be .* \(got 0\); try 0.7"),
        (lambda writer: writer.write(temperature=-0.7), r"`temperature` must be .* \(got -0.7\)"),
        (lambda writer: writer.write(temperature=math.nan), r"`temperature` must be .* \(got nan\)"),
        (lambda writer: writer.write(temperature=math.inf), r"`temperature` must be .* \(got inf\)"),
        (lambda writer: writer.write(temperature="0.7"), r"`temperature` must be .* \(got '0.7'\)"),
        (lambda writer: writer.write(seed=-1), r"`seed` must be a whole number, 0 or more \(got -1\); try 1"),
        (lambda writer: writer.write(seed=1.5), r"`seed` must be .* \(got 1.5\)"),
        (lambda writer: writer.write(seed="1"), r"`seed` must be .* \(got '1'\)"),
        (lambda writer: writer.write(seed=None), r"`seed` must be .* \(got None\)"),
        (lambda writer: writer.write(length=-1), r"`length` must be .* \(got -1\); try 400"),
        (lambda writer: writer.write(length=2.0), r"`length` must be .* \(got 2.0\)"),
        (lambda writer: writer.write(length=10**30), r"`length` must be a whole number from 0 to 1,000,000,000 "),
    ],
)
def test_an_invalid_argument_is_refused_by_its_name(call, message, writer):
    with pytest.raises(InputError, match=message):
        call(writer)


def test_a_file_that_is_not_a_network_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"songs\.txt is not a network"):
        Writer.load(tmp_path / "songs.txt")


def test_the_example_in_the_documentation_runs(checkpoint, capsys):
    (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    exec(re.sub(r'"results/[^"]*/network\.onnx"', repr(str(checkpoint / "network.onnx")), example), {})
    writer = Writer.load(checkpoint / "network.onnx")
    text = writer.write("dil", temperature=0.7, seed=1, length=200)
    score = writer.score("dil kii baat\n")
    assert capsys.readouterr().out == f"{score}\n{text}\n"


@pytest.fixture
def planned_writer(tiny_model, tmp_path):
    """Return a writer of forms, whose network is not trained, as it is loaded from files."""
    model = replace(tiny_model, line_order="backward", plans=True)
    text = "dil\nkhil\nmil\nhil\nsil hai\n" * 3
    words = learn_rhyming_words(
        "itrans",
        text.split(),
        plan_text(text.replace(" ", "\n"), Spellings("itrans").sounds),
        Spellings("itrans").sounds,
    )
    path = tmp_path / "rhyming_words.json"
    write_json(path, words.as_dict())
    return Writer.load(a_network(tmp_path, model, arranged(model, text)[1]), rhyming_words=path)


def test_a_form_is_written_with_its_first_line_and_its_radif(planned_writer):
    lines = planned_writer.write(form="Aa xA", syllables=5, radif="hai", first_line="mil dil hai", seed=3).split("\n")
    assert lines[0] == lines[4] == "mil dil hai" and lines[1].endswith("il hai")


def test_a_form_needs_a_network_with_plans(writer):
    with pytest.raises(InputError, match="`form` needs a network of a model with `plans: true`"):
        writer.write(form="Aa")


def test_a_form_needs_rhyming_words(planned_writer):
    with pytest.raises(InputError, match="`form` needs the words that rhyme: give `rhyming_words`"):
        Writer(planned_writer.network).write(form="Aa")


def test_rhyming_words_of_another_script_are_refused(planned_writer, tmp_path):
    write_json(tmp_path / "others.json", {"script": "roman", "words": {}, "radifs": [1, 0, 0, 0]})
    with pytest.raises(InputError, match="has the words of the script 'roman', but the network reads 'itrans'"):
        Writer.load(tmp_path / "weights.safetensors", rhyming_words=tmp_path / "others.json")
