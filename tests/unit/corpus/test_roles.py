"""Roles of a song's verses."""

import pytest
from songs_in_tokens import sung

MUKHDA = "nadii ke paar ko_ii gaataa hai\nraat bhar naav vo chalaataa hai"
ANTARA = "baa.Ns ban me.n havaa Dolatii hai\nkoyal kuhu kuhu bolatii hai"


def roles(*verses, repeats="complete"):
    return sung("\n\n".join(verses), repeats).roles


def test_a_verse_that_ends_with_the_first_line_is_an_antara():
    assert roles(MUKHDA, f"{ANTARA}\nnadii ke paar ko_ii gaataa hai") == ["mukhda", "antara"]


@pytest.mark.parametrize("repeats", ["drop", "complete", "expand"])
def test_an_abbreviated_line_leads_back_to_the_mukhda(repeats):
    assert roles(MUKHDA, f"{ANTARA}\nnadii ke ...", repeats=repeats) == ["mukhda", "antara"]


def test_a_part_of_a_line_leads_back_to_the_mukhda():
    assert roles(MUKHDA, f"{ANTARA}\nvo chalaataa hai") == ["mukhda", "antara"]


def test_a_verse_before_the_mukhda_is_an_antara():
    assert roles(MUKHDA, ANTARA, MUKHDA) == ["mukhda", "antara", "mukhda"]


def test_a_verse_that_leads_nowhere_has_no_role():
    assert roles(MUKHDA, ANTARA) == ["mukhda", ""]


def test_a_line_that_ends_with_one_of_the_mukhda_leads_back_to_it():
    assert roles(MUKHDA, f"{ANTARA}\nsajanaa raat bhar naav vo chalaataa hai") == ["mukhda", "antara"]


def test_a_verse_in_which_the_answer_follows_the_mukhda_is_an_antara():
    assert roles(MUKHDA, f"{ANTARA}\nnadii ke ...\nsun le saajan re") == ["mukhda", "antara"]


def test_a_couplet_before_the_mukhda_has_no_role():
    couplet, antara = "chaa.Nd ruuThaa re\ndiip chhuuTaa re", f"{ANTARA}\nnadii ke ..."
    assert roles(couplet, MUKHDA, antara, antara) == ["", "mukhda", "antara", "antara"]


def test_a_first_verse_that_returns_is_the_mukhda_although_its_last_line_is_in_more_verses():
    first = "bolo re saathii\nraat bhar naav vo chalaataa hai"
    assert roles(first, f"{ANTARA}\n{MUKHDA}", first, MUKHDA, first)[0] == "mukhda"


@pytest.mark.parametrize("cry", ["naach", "ho ho\naa"])
def test_a_cry_has_no_role_and_is_not_between_an_antara_and_the_mukhda(cry):
    assert roles(MUKHDA, ANTARA, cry, MUKHDA) == ["mukhda", "antara", "", "mukhda"]


def test_a_single_word_can_be_the_mukhda():
    assert roles("naach", f"{ANTARA}\nnaach") == ["mukhda", "antara"]


def test_a_cry_in_a_verse_does_not_change_its_role():
    assert roles(MUKHDA, ANTARA, f"ho\n{MUKHDA}\naa") == ["mukhda", "antara", "mukhda"]


def test_interjections_before_the_mukhda_have_no_role():
    assert roles("ho ho ho", MUKHDA, f"{ANTARA}\nnadii ke ...") == ["", "mukhda", "antara"]


def test_a_song_of_one_verse_is_a_mukhda():
    assert roles(MUKHDA) == ["mukhda"]


def test_every_verse_has_a_role():
    song = sung(f"{MUKHDA}\n\n{ANTARA}\nnadii raanii ...\n\nnaav ...")
    assert len(song.roles) == len(song.verses)
