"""The songs of forms, next to people's songs."""

import json

import pytest
from known_songs import write_known_songs
from songs_of_our_own import LINES, written

import measure_forms

SONG = {"temperature": 0.5, "seed": 1, "form": "xx xx xx", "text": written("itrans"), "faults": [[]] * 6}


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """Return what is measured of a form of which the network recites the training songs."""
    folder = tmp_path_factory.mktemp("forms")
    forms = {"model": "tiny", "step": 4, "forms": [{"name": "parrot", "songs": [SONG]}]}
    (folder / "forms").write_text(json.dumps(forms))
    (folder / "val").write_text("\n".join(LINES) + "\n")
    known = write_known_songs(folder, "itrans")
    measure_forms.main(folder / "forms", [folder / "val"], **known, measures=folder / "measures")
    return json.loads((folder / "measures").read_text())


def test_the_songs_of_a_form_and_of_people_are_measured_for_copies(measured):
    (form,) = measured["forms"]
    assert form["copies"]["network"] == {"lines_in_training": 1.0, "copied_characters": 1.0}
    assert form["copies"]["people"] == {"lines_in_training": 0.25, "copied_characters": 0.0}


def test_a_copied_line_is_marked(measured):
    ((song,),) = [form["songs"] for form in measured["forms"]]
    assert [line["letter"] for line in song["lines"] if line["copied"]] == ["x"] * 5
