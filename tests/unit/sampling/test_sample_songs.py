"""The songs that a model's best checkpoint writes for the judge."""

import json
from dataclasses import replace

import pytest
from tiny_training import ARRANGEMENTS, TINY_MODEL, arranged

import sample_songs
from geetkar.training.checkpoint import Origin, save_tensors
from geetkar.training.checkpoint_tables import METRICS
from geetkar.training.progress import begin
from geetkar.verse.arrangement import CODES
from geetkar.verse.spellings import Spellings
from geetkar.vocabulary.encoding import encode_split

LENGTH = 40
LOSSES = {2: 3.0, 4: 2.0, 6: 2.5}  # of each checkpoint


@pytest.fixture(params=[ARRANGEMENTS[0], ARRANGEMENTS[3]], ids=str)
def written(request, text, tmp_path):
    """Return what a network of three checkpoints writes next to seven held-out songs."""
    model = replace(TINY_MODEL, **request.param)
    read, vocabulary = arranged(model, text)
    files = {name: tmp_path / f"{name}.json" for name in ("vocabulary", "description", "spellings", "written")}
    vocabulary.write_to(files["vocabulary"])
    files["description"].write_text(json.dumps(encode_split(read, vocabulary).description))
    files["spellings"].write_text(json.dumps(Spellings("itrans").as_dict()))
    checkpoints = [tmp_path / "tiny" / f"step-{step:06d}" for step in LOSSES]
    weights = begin(model, vocabulary).network.state_dict()
    for checkpoint, (step, loss) in zip(checkpoints, LOSSES.items(), strict=True):
        checkpoint.mkdir(parents=True)
        save_tensors(checkpoint / "weights", weights, Origin(model, vocabulary.units, step))
        line = {**dict.fromkeys(METRICS, 0), "model": "tiny", "step": step, "validation_bpc": loss}
        (checkpoint / "metrics").write_text(json.dumps(line) + "\n")
    held_out = [tmp_path / "val.txt", tmp_path / "test.txt"]
    for path, songs in zip(held_out, (3, 4), strict=True):
        path.write_text("\n\n\n".join(["nadii\nraat"] * songs) + "\n")
    sample_songs.main(
        [checkpoint / "weights" for checkpoint in checkpoints],
        [checkpoint / "metrics" for checkpoint in checkpoints],
        files["vocabulary"],
        files["description"],
        [files["spellings"]] if model.plans else [],
        held_out,
        files["written"],
        temperatures=[1.0, 0.5, 0.7],
        length=LENGTH,
    )
    return json.loads(files["written"].read_text())


def test_the_best_checkpoint_writes_as_many_songs_as_are_held_out(written):
    assert (written["step"], written["temperature"], written["length"]) == (4, 0.7, LENGTH)
    assert len(written["texts"]) == 7


def test_songs_are_written_as_they_are_sung(written):
    assert not set("".join(written["texts"])) & set(CODES)
