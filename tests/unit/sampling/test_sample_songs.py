"""The songs that a model's best checkpoint writes for the judge."""

import json
from dataclasses import replace

import pytest
from songs_of_our_own import index_of
from tiny_training import ARRANGEMENTS, TINY_MODEL, arranged

import sample_songs
from geetkar.corpus.tables import SONG_INDEX, write_table
from geetkar.training.checkpoint import Origin, save_tensors
from geetkar.training.checkpoint_tables import METRICS
from geetkar.training.progress import begin
from geetkar.verse.arrangement import CODES
from geetkar.verse.plan_tables import write_plans
from geetkar.verse.rhyming_words import learn_rhyming_words
from geetkar.verse.spellings import Spellings
from geetkar.vocabulary.encoding import encode_split

LENGTH = 40
TRAINING_SONG = "nadii\nraat\n\ndiip\nraat\n"  # xX xX
LOSSES = {2: 3.0, 4: 2.0, 6: 2.5}  # of each checkpoint
VERSE = ("spellings", "rhyming_words", "plans", "song_index")


def verse_of_a_song(folder):
    """Write what a model with plans needs of the training songs, of which there is one; return the paths."""
    paths = {name: folder / f"{name}.file" for name in VERSE}
    spellings, train, index = Spellings("itrans"), folder / "train.txt", index_of(TRAINING_SONG, ["a1"])
    train.write_text(TRAINING_SONG)
    write_table(paths["song_index"], index, SONG_INDEX)
    write_plans(paths["plans"], {"train": train}, index, spellings)
    paths["spellings"].write_text(json.dumps(spellings.as_dict()))
    paths["rhyming_words"].write_text(json.dumps(learn_rhyming_words("itrans", [], [], spellings.sounds).as_dict()))
    return {name: [path] for name, path in paths.items()}


@pytest.fixture(params=[ARRANGEMENTS[0], ARRANGEMENTS[3]], ids=str)
def written(request, text, tmp_path):
    """Return what a network of three checkpoints writes next to seven held-out songs."""
    model = replace(TINY_MODEL, **request.param)
    read, vocabulary = arranged(model, text)
    files = {name: tmp_path / f"{name}.json" for name in ("vocabulary", "description", "written")}
    vocabulary.write_to(files["vocabulary"])
    files["description"].write_text(json.dumps(encode_split(read, vocabulary).description))
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
        **(verse_of_a_song(tmp_path) if model.plans else {key: [] for key in VERSE}),
        held_out=held_out,
        written=files["written"],
        temperatures=[1.0, 0.5, 0.7],
        length=LENGTH,
    )
    return json.loads(files["written"].read_text())


def test_the_best_checkpoint_writes_as_many_songs_as_are_held_out(written):
    assert (written["step"], written["temperature"], written["length"]) == (4, 0.7, LENGTH)
    assert len(written["texts"]) == 7


def test_songs_are_written_as_they_are_sung(written):
    assert not set("".join(written["texts"])) & set(CODES)


def test_songs_of_a_model_with_plans_have_those_of_training_songs(written):
    breaks = {text.count("\n") for text in written["texts"]}
    assert written["planned"] == (breaks == {TRAINING_SONG.count("\n")})
