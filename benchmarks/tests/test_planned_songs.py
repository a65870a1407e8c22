"""The songs and forms of a preset with plans, next to people's songs."""

import json

import pytest
from songs_of_our_own import training_songs

import benchmark_forms
from benchmarking import planned_songs
from benchmarking.marked_obedience import PARTS
from benchmarking.planned_songs import TEMPERATURES, measure_writer, open_writer, read_people
from geetkar.corpus.song_text import SONG_BREAK
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.verse.notation import parse_form

SONGS = 12


@pytest.fixture(scope="module")
def songs(songs_with_plans, network_with_plans, tmp_path_factory):
    """Return what is measured of the songs of a network with plans."""
    folder, spelled = tmp_path_factory.mktemp("texts"), songs_with_plans.spellings
    (folder / "train").write_text(songs_with_plans.text)
    (folder / "val").write_text(SONG_BREAK.join(["dil nadii\nmil raat\nkhil"] * SONGS) + "\n")
    people = read_people([folder / "val"], folder / "train", training_songs(), spelled)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planned_songs, "FORM_SONGS", 2)
        writer = open_writer(OnnxNetwork(network_with_plans.network), songs_with_plans.rhymes, spelled)
        return measure_writer(writer, [parse_form("Aa xA"), parse_form("xxxx")], people)


def test_a_preset_with_plans_is_measured_with_the_bits_of_its_plans(network_with_plans):
    figures = network_with_plans.figures
    assert figures["plan_bpc"] > 0 and figures["test_plan_bpc"] == figures["plan_bpc"]


def test_its_free_texts_are_as_they_are_sung(songs_with_plans, network_with_plans):
    assert not set("".join(network_with_plans.figures["written"])) - set(songs_with_plans.text)


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


def test_the_tables_have_a_row_for_each_network_and_part(network_with_plans, songs, tmp_path):
    machine = {"cores": 2, "processor": "x", "system": "Linux", "python": "3.11", "versions": {}}
    (tmp_path / "training").write_text(json.dumps({**network_with_plans.figures, "machine": machine}))
    (tmp_path / "songs").write_text(json.dumps(songs))
    figures, table = tmp_path / "figures", tmp_path / "table"
    names = ["`tiny`, seed 1", "`tiny`, seed 2"]
    benchmark_forms.main(names, [tmp_path / "training"] * 2, [tmp_path / "songs"] * 2, figures, table)
    rows = [line for line in table.read_text().splitlines() if line.startswith("| `tiny`, seed 2 | geet")]
    assert len(rows) == len(songs["forms"][0]["kept"]) + 1
    assert list(json.loads(figures.read_text())["networks"]) == names


def test_the_figures_have_no_texts(network_with_plans, songs, tmp_path):
    machine = {"cores": 2, "processor": "x", "system": "Linux", "python": "3.11", "versions": {}}
    (tmp_path / "training").write_text(json.dumps({**network_with_plans.figures, "machine": machine}))
    (tmp_path / "songs").write_text(json.dumps(songs))
    figures = tmp_path / "figures"
    benchmark_forms.main(["`tiny`"], [tmp_path / "training"], [tmp_path / "songs"], figures, tmp_path / "table")
    found = json.loads(figures.read_text())["networks"]["`tiny`"]
    measured = [*found["songs"]["like_people"].values(), *found["songs"]["forms"]]
    assert "written" not in found["training"] and not any("texts" in each for each in measured)
