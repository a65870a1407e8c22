import json
import math
import resource
import signal
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional

from geetkar.errors import InputError
from geetkar.network.cells import CELLS
from geetkar.network.checkpoint import Origin, check_origin, load_tensors, save_tensors
from geetkar.network.checkpoint_files import check_whole
from geetkar.network.evaluation import evaluate, evaluate_dynamically
from geetkar.network.language_model import INPUTS, LanguageModel
from geetkar.network.streams import Streams
from geetkar.network.training import (
    Split,
    begin,
    learning_rate,
    resume,
    train_segment,
    train_until,
)
from geetkar.vocabulary.encoding import describe_encoding, encode_text
from geetkar.vocabulary.vocabulary import build_vocabulary

FILES = {
    "weights": "weights.safetensors",
    "optimizer": "optimizer.safetensors",
    "metrics": "metrics.jsonl",
    "timing": "timing.jsonl",
}


def checkpoint_files(folder):
    folder.mkdir(parents=True, exist_ok=True)
    return {kind: str(folder / name) for kind, name in FILES.items()}


def train_through(steps, folder, model, vocabulary, split):
    """Train through the given checkpoints as the rule does, each segment from the files of the one before."""
    splits = {"train": split, "val": split, "test": split}
    before = None
    for step in steps:
        progress = (
            resume(model, vocabulary, before["weights"], before["optimizer"]) if before else begin(model, vocabulary)
        )
        before = checkpoint_files(folder / f"step-{step}")
        train_segment("tiny", model, vocabulary, splits, progress, step, before)
    return folder / f"step-{steps[-1]}"


@pytest.mark.parametrize("optimizer", ["rmsprop", "adamw"])
@pytest.mark.parametrize(
    "change", [*({"cell": cell} for cell in CELLS), *({"input": inputs} for inputs in INPUTS)], ids=str
)
def test_four_segments_end_in_the_bytes_of_one(change, optimizer, tiny_model, vocabulary, split, tmp_path):
    model = {**tiny_model, "batch": 20, "optimizer": optimizer, **change}  # in so many streams, an epoch is short
    steps = Streams(split.encoded, model["batch"], model["sequence"]).steps_per_epoch + 9  # past an epoch's end
    straight = train_through([steps], tmp_path / "straight", model, vocabulary, split)
    halting = train_through([3, 10, 11, steps], tmp_path / "halting", model, vocabulary, split)
    for name in ("weights.safetensors", "optimizer.safetensors"):
        assert (halting / name).read_bytes() == (straight / name).read_bytes()


@pytest.mark.parametrize("unit", ["word", "subword"])
def test_segments_of_larger_units_end_in_the_bytes_of_one(unit, tiny_model, text, tmp_path):
    vocabulary = build_vocabulary(text, "itrans", unit, limit=40)
    encoded = encode_text(text, vocabulary)
    split = Split(encoded, describe_encoding(text, encoded, vocabulary))
    model = {**tiny_model, "unit": unit}
    straight = train_through([9], tmp_path / "straight", model, vocabulary, split)
    halting = train_through([3, 9], tmp_path / "halting", model, vocabulary, split)
    for name in ("weights.safetensors", "optimizer.safetensors"):
        assert (halting / name).read_bytes() == (straight / name).read_bytes()


def test_a_warmup_goes_on_in_the_next_segment(tiny_model, vocabulary, split, tmp_path):
    model = {**tiny_model, "warmup_steps": 8}
    straight = train_through([12], tmp_path / "straight", model, vocabulary, split)
    halting = train_through([5, 12], tmp_path / "halting", model, vocabulary, split)
    assert (halting / FILES["weights"]).read_bytes() == (straight / FILES["weights"]).read_bytes()


def test_a_branch_from_a_checkpoint_ends_in_the_bytes_of_one_never_halted(tiny_model, vocabulary, split, tmp_path):
    splits = {"train": split, "val": split, "test": split}
    trunk = train_through([4, 10], tmp_path / "trunk", tiny_model, vocabulary, split)
    halted = resume(tiny_model, vocabulary, str(trunk / FILES["weights"]), str(trunk / FILES["optimizer"]))
    unhalted = begin(tiny_model, vocabulary)
    list(train_until(unhalted, tiny_model, split, 10))
    ends = []
    for name, progress in {"halted": halted, "unhalted": unhalted}.items():
        files = checkpoint_files(tmp_path / name)
        train_segment("tiny", tiny_model, vocabulary, splits, progress, 20, files, cooled_from=10)
        ends.append([Path(files[kind]).read_bytes() for kind in ("weights", "optimizer")])
    assert ends[0] == ends[1]


def test_a_pretrained_embedding_begins_with_its_vectors(tiny_model, vocabulary):
    model = {**tiny_model, "input": "pretrained"}
    vectors = np.random.default_rng(1).normal(size=(len(vocabulary), model["embedding_size"])).astype(np.float32)
    found = begin(model, vocabulary, vectors).network.embedding.weight.detach().numpy()
    np.testing.assert_allclose(found * (vectors[0, 0] / found[0, 0]), vectors, rtol=1e-5)


def test_a_pretrained_embedding_is_as_large_as_a_random_one(tiny_model, vocabulary):
    model = {**tiny_model, "input": "pretrained"}
    vectors = np.random.default_rng(1).normal(size=(len(vocabulary), model["embedding_size"])).astype(np.float32)
    assert begin(model, vocabulary, vectors).network.embedding.weight.std().item() == pytest.approx(0.1)


def test_tied_weights_read_and_write(tiny_model, vocabulary):
    network = begin({**tiny_model, "input": "tied"}, vocabulary).network
    assert "embedding.weight" not in network.state_dict()
    units = torch.tensor([[1], [2]])
    before, _ = network.eval()(units, network.initial_state(1))
    with torch.no_grad():
        network.output.weight[1] = 0  # seen by the first output, as an input and as a score
    after, _ = network(units, network.initial_state(1))
    assert not torch.equal(before[0, 0, 2:], after[0, 0, 2:])


@pytest.mark.parametrize("inputs", INPUTS)
def test_a_dropped_unit_is_dropped_wherever_it_stands(inputs, tiny_model):
    network = LanguageModel({**tiny_model, "input": inputs, "embedding_dropout": 0.5}, 200)
    torch.manual_seed(1)
    units = torch.arange(200).repeat(2, 1)
    vectors = network._embed(units)
    dropped = (vectors == 0).all(dim=2)
    assert torch.equal(dropped[0], dropped[1])
    assert 60 < dropped[0].sum() < 140
    assert not (network.eval()._embed(units) == 0).all(dim=2).any()


def test_each_line_of_metrics_has_its_time_speed_and_memory(tiny_model, vocabulary, split, tmp_path):
    folder = train_through([24], tmp_path, tiny_model, vocabulary, split)
    *metrics, end = (json.loads(line) for line in (folder / FILES["metrics"]).read_text().splitlines())
    timing = [json.loads(line) for line in (folder / FILES["timing"]).read_text().splitlines()]
    assert [line["step"] for line in timing] == [line["step"] for line in metrics] == [10, 20, 24]
    assert 0 < timing[0]["seconds"] < timing[1]["seconds"] < timing[2]["seconds"]
    read = 4 * tiny_model["batch"] * tiny_model["sequence"]
    assert timing[2]["characters_per_second"] == pytest.approx(read / (timing[2]["seconds"] - timing[1]["seconds"]))
    assert all(line["peak_memory_bytes"] > 1e6 for line in timing)
    assert end["parameters"] == sum(tensor.numel() for tensor in load_tensors(folder / FILES["weights"])[0].values())


def test_a_full_disk_leaves_no_half_checkpoint(saved, tiny_model, vocabulary):
    tensors, origin = load_tensors(saved)
    before = saved.read_bytes()
    larger = {"more": torch.zeros(100_000), **tensors}
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, usual[1]))  # stands for a disk without room
    try:
        with pytest.raises(InputError, match=r"weights\.safetensors has no room"):
            save_tensors(saved, larger, origin)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
        signal.signal(signal.SIGXFSZ, handler)
    assert saved.read_bytes() == before
    assert [path.name for path in saved.parent.iterdir()] == [saved.name]


def test_the_bytes_differ_after_another_step(tiny_model, vocabulary, split, tmp_path):
    one = train_through([5], tmp_path / "a", tiny_model, vocabulary, split)
    other = train_through([6], tmp_path / "b", tiny_model, vocabulary, split)
    assert (one / "weights.safetensors").read_bytes() != (other / "weights.safetensors").read_bytes()


def test_training_lowers_the_loss(tiny_model, vocabulary, split):
    model = {**tiny_model, "hidden": 32, "dropout": 0.0}
    lines = list(train_until(begin(model, vocabulary), model, split, 200))
    assert lines[-1]["loss_nats"] < 0.6 * lines[0]["loss_nats"]


def test_a_diverging_training_stops_with_the_key_to_change(tiny_model, vocabulary, split):
    model = {**tiny_model, "learning_rate": 1e38}
    with pytest.raises(InputError, match="learning_rate"):
        list(train_until(begin(model, vocabulary), model, split, 50))


def test_metrics_come_every_ten_steps_and_at_the_end(tiny_model, vocabulary, split):
    lines = train_until(begin(tiny_model, vocabulary), tiny_model, split, 24)
    assert [line["step"] for line in lines] == [10, 20, 24]


@pytest.mark.parametrize(("epoch", "rate"), [(0, 2e-3), (9, 2e-3), (10, 2e-3 * 0.97), (11, 2e-3 * 0.97**2)])
def test_the_learning_rate_decays_as_in_char_rnn(epoch, rate):
    model = {"learning_rate": 2e-3, "warmup_steps": 0, "decay_factor": 0.97, "decay_after_epochs": 10}
    assert learning_rate(model, 0, epoch) == pytest.approx(rate)


@pytest.mark.parametrize(("epoch", "rate"), [(0, 1.0), (1, 0.5), (2, 0.25)])
def test_the_learning_rate_decays_once_an_epoch_at_most(epoch, rate):
    model = {"learning_rate": 1.0, "warmup_steps": 0, "decay_factor": 0.5, "decay_after_epochs": 0}
    assert learning_rate(model, 0, epoch) == rate


def test_the_learning_rate_rises_over_the_warmup_and_falls_over_the_cooling():
    model = {"learning_rate": 1.0, "warmup_steps": 4, "decay_factor": 1.0, "decay_after_epochs": 0}
    assert [learning_rate(model, step, 0) for step in range(6)] == [0.25, 0.5, 0.75, 1, 1, 1]
    assert [learning_rate(model, step, 0, range(6, 10)) for step in range(6, 10)] == [1, 0.75, 0.5, 0.25]


def test_a_cooled_branch_leaves_the_trunk_as_it_was(tiny_model, vocabulary, split, tmp_path):
    model, splits = {**tiny_model, "optimizer": "adamw"}, {"train": split, "val": split, "test": split}
    trunk = train_through([10, 20], tmp_path / "trunk", model, vocabulary, split)
    start = [str(tmp_path / "trunk/step-10" / FILES[kind]) for kind in ("weights", "optimizer")]
    progress, files = resume(model, vocabulary, *start), checkpoint_files(tmp_path / "cooled")
    train_segment("tiny", model, vocabulary, splits, progress, 20, files, cooled_from=10)
    *lines, end = (json.loads(line) for line in Path(files["metrics"]).read_text().splitlines())
    assert end["cooled_from"] == 10
    assert lines[-1]["learning_rate"] == pytest.approx(model["learning_rate"] / 10)
    weights, origin = load_tensors(files["weights"])
    assert origin.step == 20
    assert any(
        not torch.equal(weights[name], tensor) for name, tensor in load_tensors(trunk / FILES["weights"])[0].items()
    )


def test_a_network_that_adapts_reads_a_repeated_text_ever_better(tiny_model, vocabulary, split):
    network = LanguageModel({**tiny_model, "hidden": 24, "dropout": 0.0}, len(vocabulary))
    before = [parameter.clone() for parameter in network.parameters()]
    static = evaluate(network, split.encoded, split.description, vocabulary)
    adapting = evaluate_dynamically(network, split.encoded, split.description, vocabulary)
    assert adapting.bpc < static.bpc - 0.3
    assert all(map(torch.equal, network.parameters(), before))


def test_gates_begin_orthogonal_and_the_forget_gate_open(tiny_model, vocabulary):
    network = LanguageModel({**tiny_model, "initialization": "orthogonal"}, len(vocabulary))
    for layer in network.layers:
        for gate in layer.from_hidden.chunk(4):
            torch.testing.assert_close(gate @ gate.T, torch.eye(4))
        assert layer.input_bias.tolist() == [0.0] * 4 + [1.0] * 4 + [0.0] * 8


def test_streams_read_the_whole_text_once_an_epoch():
    streams = Streams(np.arange(61, dtype=np.uint8), batch=3, sequence=4)
    read = torch.cat([streams.window(step).inputs for step in range(streams.steps_per_epoch)])
    assert read.T.flatten().tolist() == list(range(60))


def test_targets_are_the_inputs_one_unit_later():
    window = Streams(np.arange(61, dtype=np.uint8), batch=3, sequence=4).window(7)
    assert torch.equal(window.targets, window.inputs + 1)


def test_the_window_after_an_epoch_is_its_first_again():
    streams = Streams(np.arange(61, dtype=np.uint8), batch=3, sequence=4)
    assert torch.equal(streams.window(streams.steps_per_epoch).inputs, streams.window(0).inputs)


def test_a_text_too_short_for_a_step_names_the_keys_to_change():
    with pytest.raises(InputError, match="`batch` or `sequence`"):
        Streams(np.arange(10, dtype=np.uint8), batch=5, sequence=7)


@pytest.mark.parametrize("cell", CELLS)
def test_the_state_carries_what_was_read(cell, tiny_model, vocabulary, split):
    network = LanguageModel({**tiny_model, "cell": cell}, len(vocabulary)).eval()
    units = torch.from_numpy(split.encoded[:20].astype(np.int64)).unsqueeze(1)
    whole, _ = network(units, network.initial_state(1))
    first, state = network(units[:8], network.initial_state(1))
    second, _ = network(units[8:], state)
    assert torch.allclose(torch.cat([first, second]), whole, atol=1e-6)


def test_the_loss_scores_every_unit_once(tiny_model, vocabulary, split):
    network = LanguageModel(tiny_model, len(vocabulary)).eval()
    units = torch.from_numpy(split.encoded.astype(np.int64))
    before = torch.cat([torch.tensor(vocabulary.encode("\n")), units[:-1]]).unsqueeze(1)
    logits, _ = network(before, network.initial_state(1))
    expected = functional.cross_entropy(logits.squeeze(1), units).item()
    assert evaluate(network, split.encoded, split.description, vocabulary).nats == pytest.approx(expected, rel=1e-5)


def test_many_streams_score_every_unit_once(tiny_model, vocabulary, split, monkeypatch):
    monkeypatch.setattr("geetkar.network.evaluation.UNITS_PER_STREAM", 100)
    network = LanguageModel(tiny_model, len(vocabulary))
    with torch.no_grad():  # an even choice among all units, whatever was read
        network.output.weight.zero_()
        network.output.bias.zero_()
    loss = evaluate(network, split.encoded, split.description, vocabulary)
    assert loss.nats == pytest.approx(math.log(len(vocabulary)))


def test_bits_per_character_include_the_spelling_of_unknown_units(tiny_model, vocabulary, split):
    network = LanguageModel(tiny_model, len(vocabulary))
    dearer = {**split.description, "spelling_nats": split.description["characters"] * math.log(2)}
    losses = [evaluate(network, split.encoded, each, vocabulary).bpc for each in (split.description, dearer)]
    assert losses[1] - losses[0] == pytest.approx(1)


@pytest.fixture
def saved(tiny_model, vocabulary, tmp_path):
    path = tmp_path / "weights.safetensors"
    network = begin(tiny_model, vocabulary).network
    save_tensors(path, network.state_dict(), Origin(tiny_model, vocabulary.units, 5))
    return path


def test_a_checkpoint_remembers_what_it_belongs_to(saved, tiny_model, vocabulary):
    assert load_tensors(saved)[1] == Origin(tiny_model, vocabulary.units, 5)


def test_a_whole_checkpoint_passes_the_first_look(saved):
    check_whole(saved)


@pytest.mark.parametrize("look", [check_whole, load_tensors])
@pytest.mark.parametrize("kept", [0, 4, 100, 0.5, 0.999])
def test_a_truncated_checkpoint_is_named(look, kept, saved):
    content = saved.read_bytes()
    saved.write_bytes(content[: int(kept * len(content)) if isinstance(kept, float) else kept])
    with pytest.raises(InputError, match=r"weights\.safetensors is damaged"):
        look(saved)


def test_a_flipped_bit_is_noticed(saved):
    content = bytearray(saved.read_bytes())
    content[-9] ^= 1
    saved.write_bytes(content)
    with pytest.raises(InputError, match="damaged"):
        load_tensors(saved)


def test_a_pickle_is_refused(saved):
    torch.save({"weight": torch.zeros(1)}, saved)
    with pytest.raises(InputError, match="not made here"):
        load_tensors(saved)


def test_a_checkpoint_of_another_model_is_refused_by_the_key_that_differs(saved, tiny_model, vocabulary):
    _, origin = load_tensors(saved)
    with pytest.raises(InputError, match="hidden: 4, not 8"):
        check_origin(saved, origin, {**tiny_model, "hidden": 8}, vocabulary.units)


def test_a_checkpoint_of_another_vocabulary_is_refused(saved, tiny_model, vocabulary):
    _, origin = load_tensors(saved)
    with pytest.raises(InputError, match="another vocabulary"):
        check_origin(saved, origin, tiny_model, (*vocabulary.units, "q"))


def test_the_same_tensors_give_the_same_bytes(saved, tiny_model, vocabulary, tmp_path):
    tensors, origin = load_tensors(saved)
    save_tensors(tmp_path / "again", tensors, origin)
    assert (tmp_path / "again").read_bytes() == saved.read_bytes()
