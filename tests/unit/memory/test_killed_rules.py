"""Kills of the rules learn_memory and remember_songs, in addition to those of whole runs in tests/faults."""

import random
import time
from multiprocessing import get_context

import pytest
from songs_of_our_own import written

import learn_memory
import remember_songs
from geetkar.vocabulary.encoding import encode_text
from geetkar.vocabulary.vocabulary import build_vocabulary
from geetkar.workflow.array_files import write_array

KILLS = 20
SONGS = 300  # enough for a kill to come before the end


@pytest.fixture(scope="module")
def rules(tmp_path_factory):
    """Return a function for each rule that does its job and writes to a path, which it did once."""
    folder = tmp_path_factory.mktemp("memory")
    text = written("roman") * SONGS
    vocabulary = build_vocabulary(text, "roman", "char")
    vocabulary.write_to(folder / "vocabulary.json")
    write_array(folder / "train.npy", encode_text(text, vocabulary))
    files = {name: str(folder / name) for name in ("train.npy", "vocabulary.json", "undisturbed.learn_memory")}
    rules = {
        "learn_memory": lambda path: learn_memory.main("song", files["train.npy"], files["vocabulary.json"], path),
        "remember_songs": lambda path: remember_songs.main(
            "train", files["undisturbed.learn_memory"], files["train.npy"], path
        ),
    }
    for name, rule in rules.items():
        rule(str(folder / f"undisturbed.{name}"))
    return folder, rules


@pytest.mark.parametrize("name", ["learn_memory", "remember_songs"])
def test_a_rule_killed_again_and_again_leaves_its_file_whole_or_not_at_all(name, rules, tmp_path):
    folder, rule = rules[0], rules[1][name]
    expected = (folder / f"undisturbed.{name}").read_bytes()
    started = time.monotonic()
    rule(str(tmp_path / "timed"))
    usual_seconds, dice, kills = time.monotonic() - started, random.Random(1), 0
    path = tmp_path / "killed"
    while kills < KILLS:
        path.unlink(missing_ok=True)
        job = get_context("fork").Process(target=rule, args=(str(path),))
        job.start()
        job.join(dice.random() * usual_seconds)
        job.kill()
        job.join()
        kills += job.exitcode != 0  # otherwise it ended before
        assert not path.exists() or path.read_bytes() == expected
    rule(str(path))
    assert path.read_bytes() == expected
