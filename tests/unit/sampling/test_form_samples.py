from dataclasses import replace

import pytest
from made_up_networks import EvenNetwork

from geetkar.sampling.forms import write_forms
from geetkar.sampling.song_writing import SongWriter
from geetkar.verse.arrangement import CODES, plan_text
from geetkar.verse.notation import Form, parse_form
from geetkar.verse.rhyming_words import learn_rhyming_words
from geetkar.verse.spellings import Spellings
from geetkar.vocabulary.vocabulary import build_vocabulary

sounds = Spellings("itrans").sounds
TEXT = "dil\nkhil\nmil\nhil\nsil\ntil\nhai\n" * 3
TEMPERATURES, SEEDS = [0.5, 1.0], [1, 2]


@pytest.fixture(scope="module")
def writer():
    rhymes = learn_rhyming_words("itrans", TEXT.split(), plan_text(TEXT, sounds), sounds)
    vocabulary = build_vocabulary(TEXT, "itrans", "char", also=" " + CODES)
    return SongWriter(EvenNetwork(vocabulary), vocabulary, rhymes, sounds, "backward")


def form(verses="Aa A", radif=None, first_line=None):
    return Form(name="geet", verses=verses, syllables=8, radif=radif, first_line=first_line)


def test_a_form_is_written_at_each_temperature_with_each_seed(writer):
    (written,) = write_forms(writer, [form()], TEMPERATURES, SEEDS, [])
    settings = [(song["temperature"], song["seed"], song["form"]) for song in written["songs"]]
    assert settings == [(temperature, seed, "Aa A") for temperature in (0.5, 1.0) for seed in (1, 2)]


def test_what_is_kept_is_counted_over_the_songs(writer):
    (written,) = write_forms(writer, [form()], TEMPERATURES, SEEDS, [])
    assert written["kept"]["rhyme"] == written["kept"]["refrain"] == {"count": 4, "of": 4}


def test_a_song_says_in_which_way_each_line_is_not_as_asked(writer):
    (written,) = write_forms(writer, [replace(form(), syllables=40)], TEMPERATURES, SEEDS, [])
    assert [song["faults"] for song in written["songs"]] == [[["length"], ["length"], []]] * 4


def test_a_form_without_verses_takes_people_s_plans(writer):
    plans = [parse_form("Aa xA"), parse_form("xx")]
    (written,) = write_forms(writer, [form(verses=None)], TEMPERATURES, SEEDS, plans)
    assert {song["form"] for song in written["songs"]} <= {"Aa xA", "xx"}


def test_a_plan_that_cannot_be_written_is_not_taken(writer):
    plans = [parse_form("aaaa aaaa"), parse_form("Xx xX")]  # no word has so many rhymes
    (written,) = write_forms(writer, [form(verses=None)], TEMPERATURES, [*range(8)], plans)
    assert {song["form"] for song in written["songs"]} == {"Xx xX"}


def test_radifs_and_first_lines_may_be_in_devanagari(writer):
    (written,) = write_forms(writer, [form(radif="है", first_line="दिल है")], TEMPERATURES, SEEDS, [])
    assert all(song["text"].startswith("dil hai\n") for song in written["songs"])


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"radif": "havaa"}, "`radif` 'havaa': the network does not know the letter 'v'"),
        ({"verses": None}, "the training songs have no plans to write to; give `verses`."),
        ({"verses": "aaaa aaaa"}, "the form needs 7 words that rhyme with another"),
    ],
)
def test_a_form_that_cannot_be_written_says_why_and_leaves_the_others(wrong, reason, writer):
    refused, written = write_forms(writer, [form(**wrong), form()], TEMPERATURES, SEEDS, [])
    assert refused["refused"].startswith(reason) and refused["songs"] == [] and refused["bits"] is None
    assert written["refused"] is None and len(written["songs"]) == 4
