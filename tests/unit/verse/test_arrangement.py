import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geetkar.verse.arrangement import CODES, Arrangement, arrange, codes_of, places_read, plan_text, restore
from geetkar.verse.plans import PlannedLine
from geetkar.verse.spellings import Spellings

ORDERS = st.sampled_from(["forward", "backward"])
SUNG = st.text(st.sampled_from("ab \u0915\u093e\n\n") | st.characters(exclude_categories=["Co"]))
SONG = "naav chalii\nshaam Dhalii\n\ndiip jale\nnaav chalii\n"


def sounds(word):
    return Spellings("itrans").sounds(word)


def planned(length=0, letter="x", radif=None):
    return PlannedLine(verse=0, role="M", length=length, tie="N", to=-1, radif=radif, letter=letter)


def meanings(text):
    """Return an arranged text with readable codes."""
    return "".join(
        dict(zip(CODES, "012345678-ABC0123xabcdefgh", strict=True)).get(character, character) for character in text
    )


@given(SUNG, ORDERS, st.booleans())
def test_an_arranged_text_is_restored(text, line_order, plans):
    given_plans = plan_text(text, sounds) if plans else None
    assert restore(arrange(text, given_plans, line_order), line_order) == text


@given(SUNG)
def test_a_forward_text_without_plans_stays_as_it_is(text):
    assert arrange(text, None, "forward") == text


def test_a_backward_line_begins_with_its_end():
    assert arrange("naav chalii\n\nshaam\n", None, "backward") == "iilahc vaan\n\nmaahs\n"


def test_a_planned_line_begins_with_its_length_refrain_radif_and_rhyme():
    assert meanings(arrange(SONG, plan_text(SONG, sounds), "forward")) == (
        "0A0anaav chalii\n0-0ashaam Dhalii\n\n0-0xdiip jale\n0A0anaav chalii\n"
    )


def test_lines_with_a_radif_say_how_many_words_it_has():
    text = "naav chalii hai\nshaam Dhalii hai\n"
    assert meanings(arrange(text, plan_text(text, sounds), "forward")) == "0-1anaav chalii hai\n0-1ashaam Dhalii hai\n"


def test_the_codes_of_a_backward_line_come_first():
    assert meanings(arrange("naav", [planned(8, "B2", 1)], "backward")) == "8B1bvaan"


def test_each_length_refrain_radif_and_rhyme_has_codes_of_its_own():
    letters = [*"xabcdefgh", *(f"{letter}{number}" for letter in "XABCDEFGH" for number in (1, 2, 3))]
    codes = {
        codes_of(planned(length, letter, radif)) for length in range(9) for letter in letters for radif in range(4)
    }
    assert len(codes) == 9 * 36 * 4


@pytest.mark.parametrize(("letter", "wanted"), [("h", "h"), ("i", "a"), ("j", "b"), ("z", "a")])
def test_after_the_last_letter_that_networks_know_the_first_is_used_again(letter, wanted):
    assert meanings(codes_of(planned(letter=letter)))[-1] == wanted


def test_after_the_last_refrain_that_networks_know_the_first_is_used_again():
    assert [meanings(codes_of(planned(letter=letter)))[1] for letter in ("A", "A2", "A3", "A4")] == list("ABCA")


def test_a_longer_radif_is_told_as_one_of_three_words():
    assert codes_of(planned(radif=5)) == codes_of(planned(radif=3))


def test_codes_are_characters_for_private_use():
    assert all("\ue000" <= code <= "\uf8ff" for code in CODES)


def test_a_text_with_other_plans_than_lines_is_an_error():
    with pytest.raises(ValueError, match="shorter"):
        arrange("naav\nchalii\n", [planned()], "forward")


@given(st.text(st.sampled_from("ab\n" + CODES[:4])), ORDERS)
def test_whatever_a_network_writes_is_restored_without_codes(text, line_order):
    assert not set(restore(text, line_order)) & set(CODES)


@given(st.text(st.sampled_from("ab\n" + CODES[:4])), ORDERS)
def test_each_character_of_a_restored_text_has_its_place_in_the_arranged_one(text, line_order):
    read = np.array(list(text), dtype="U1")[places_read(text, line_order)]
    assert "".join(read) == restore(text, line_order)


def test_two_blank_lines_begin_a_song_whose_first_verse_is_its_mukhda():
    assert [line.role for line in plan_text("naav\n\nchalii\n\n\nshaam\n", sounds)] == ["M", "A", "M"]


def test_a_line_of_an_earlier_song_is_new():
    assert [line.tie for line in plan_text("naav\nnaav\n\n\nnaav\n", sounds)] == ["N", "R", "N"]


def test_blank_lines_may_have_spaces():
    assert [line.role for line in plan_text("naav\n  \nchalii\n \n  \n\nshaam", sounds)] == ["M", "A", "M"]


def test_an_unfinished_line_to_go_on_from_becomes_a_whole_one():
    assert Arrangement("backward").arrange_prime("shaam\nnaav") == "maahs\nvaan\n"


def test_a_forward_network_without_plans_goes_on_within_a_line():
    assert Arrangement().arrange_prime("shaam\nnaav") == "shaam\nnaav"


def test_a_new_song_begins_without_an_empty_line():
    assert Arrangement("backward", sounds).arrange_prime("") == ""


def test_the_end_of_a_line_without_a_beginning_is_not_shown():
    assert Arrangement("backward").restore("vaan\niila") == "naav\n"


def test_the_beginning_of_a_line_without_an_end_is_shown():
    assert Arrangement("forward", sounds).restore(f"{CODES[:4]}naav\n{CODES[:4]}chal") == "naav\nchal"
