"""The songs and forms of a preset with plans, next to people's songs."""

import json
from dataclasses import asdict, replace

import pytest
from songs_of_our_own import spellings, training_songs
from tiny_training import TINY_MODEL

import benchmark_forms
from benchmarking import planned_songs
from benchmarking.learned_text import number_text
from benchmarking.marked_obedience import PARTS
from benchmarking.planned_songs import TEMPERATURES, measure_writer, open_writer, read_people
from benchmarking.preset_training import measure_preset
from geetkar.corpus.song_text import SONG_BREAK
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.verse.arrangement import Arrangement, plan_text
from geetkar.verse.notation import parse_form
from geetkar.verse.rhyming_words import learn_rhyming_words

WORDS = ["dil", "khil", "mil", "hil", "sil", "til", "jil", "bil", "chil", "hai"]
SONG = "".join(f"{word} {word}\n" for word in WORDS * 3)
SONGS = 12


@pytest.fixture(scope="module")
def trained():
    """Return a preset with plans, trained for a few steps."""
    entry = {**asdict(replace(TINY_MODEL, line_order="backward", plans=True)), "checkpoints": [4], "cooled": []}
    read = Arrangement("backward", spellings().sounds).arrange(SONG)
    return measure_preset(entry, number_text(read, read, read))


@pytest.fixture(scope="module")
def songs(trained, tmp_path_factory):
    """Return what is measured of its songs."""
    folder, spelled = tmp_path_factory.mktemp("texts"), spellings()
    (folder / "train").write_text(SONG)
    (folder / "val").write_text(SONG_BREAK.join(["dil nadii\nmil raat\nkhil"] * SONGS) + "\n")
    people = read_people([folder / "val"], folder / "train", training_songs(), spelled)
    rhymes = learn_rhyming_words("itrans", SONG.split("\n")[:-1], plan_text(SONG, spelled.sounds), spelled.sounds)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planned_songs, "FORM_SONGS", 2)
        writer = open_writer(OnnxNetwork(trained.network), rhymes, spelled)
        return measure_writer(writer, [parse_form("Aa xA"), parse_form("xxxx")], people)


def test_a_preset_with_plans_is_measured_with_the_bits_of_its_plans(trained):
    assert trained.figures["plan_bpc"] > 0 and trained.figures["test_plan_bpc"] == trained.figures["plan_bpc"]


def test_its_free_texts_are_as_they_are_sung(trained):
    assert not set("".join(trained.figures["written"])) - set(SONG)


def test_its_songs_to_peoples_plans_are_judged_next_to_peoples(songs):
    judged = [each["judge"]["songs"] for each in songs["like_people"].values()]
    assert judged == [{"network": SONGS, "people": SONGS}] * len(TEMPERATURES)


def test_people_are_measured_in_the_same_way(songs):
    assert (songs["people"]["texts"], songs["people"]["repeated_lines"]) == (SONGS, 0)


def test_each_form_is_counted_by_the_decoder_and_by_the_marks(songs):
    for form in songs["forms"]:
        assert set(form["kept_by_marks"]) == set(PARTS) < set(form["kept"])


def test_the_marks_find_the_rhymes_and_refrains_of_a_geet(songs):
    geet, *_ = songs["forms"]
    assert geet["kept_by_marks"]["rhyme"]["of"] > 0
    assert geet["kept_by_marks"]["refrain"] == geet["kept"]["refrain"]


def test_the_tables_have_a_row_for_each_network_and_part(trained, songs, tmp_path):
    machine = {"cores": 2, "processor": "x", "system": "Linux", "python": "3.11", "versions": {}}
    (tmp_path / "training").write_text(json.dumps({**trained.figures, "machine": machine}))
    (tmp_path / "songs").write_text(json.dumps(songs))
    figures, table = tmp_path / "figures", tmp_path / "table"
    names = ["`tiny`, seed 1", "`tiny`, seed 2"]
    benchmark_forms.main(names, [tmp_path / "training"] * 2, [tmp_path / "songs"] * 2, figures, table)
    rows = [line for line in table.read_text().splitlines() if line.startswith("| `tiny`, seed 2 | geet")]
    assert len(rows) == len(songs["forms"][0]["kept"]) + 1
    assert list(json.loads(figures.read_text())["networks"]) == names
