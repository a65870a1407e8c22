"""Songs to the plans of training songs."""

import pytest
from made_up_networks import EvenNetwork

from geetkar.sampling.song_plans import in_drawn_order, write_like_people
from geetkar.sampling.song_writing import SongWriter
from geetkar.verse.arrangement import CODES, plan_text
from geetkar.verse.notation import parse_form
from geetkar.verse.plans import write_form
from geetkar.verse.rhyming_words import learn_rhyming_words
from geetkar.verse.spellings import Spellings
from geetkar.vocabulary.vocabulary import build_vocabulary

sounds = Spellings("itrans").sounds
TEXT = "dil\nkhil\nmil\nhil\nsil\ntil\n" * 3
PLANS = [parse_form("Aa xA"), parse_form("xx")]
TOO_MANY_RHYMES = parse_form("aaaaaaaaa")


@pytest.fixture(scope="module")
def writer():
    rhymes = learn_rhyming_words("itrans", TEXT.split(), plan_text(TEXT, sounds), sounds)
    vocabulary = build_vocabulary(TEXT, "itrans", "char", also=" " + CODES)
    return SongWriter(EvenNetwork(vocabulary), vocabulary, rhymes, sounds, "backward")


def forms_of(songs):
    return [write_form(song.request.plan) for song in songs]


def test_each_seed_writes_a_song_to_the_plan_that_it_draws(writer):
    songs = write_like_people(writer, PLANS, 1.0, range(5), length=400)
    assert forms_of(songs) == [write_form(next(in_drawn_order(PLANS, seed))) for seed in range(5)]
    assert len(set(forms_of(songs))) == len(PLANS)


def test_a_plan_is_cut_off_after_the_lines_that_are_needed(writer):
    (song,) = write_like_people(writer, [parse_form("xxxx")], 1.0, [1], length=13)
    assert song.text.count("\n") == 2


def test_instead_of_a_plan_that_asks_for_too_many_rhymes_another_is_drawn(writer):
    songs = write_like_people(writer, [TOO_MANY_RHYMES, *PLANS[:1]], 1.0, range(5), length=400)
    assert forms_of(songs) == [write_form(PLANS[0])] * 5


def test_without_a_plan_that_can_be_written_there_is_no_song(writer):
    assert not write_like_people(writer, [TOO_MANY_RHYMES], 1.0, [1], length=400)
