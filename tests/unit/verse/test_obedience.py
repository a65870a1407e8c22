from dataclasses import replace

import pytest

from geetkar.verse.notation import parse_form
from geetkar.verse.obedience import PlannedSong, obedience
from geetkar.verse.plans import plan_of
from geetkar.verse.spellings import Spellings

sounds = Spellings("itrans").sounds
FORM = "Aa xA"
SONG = ["naav kinaare chalii", "sheher me.n shaam Dhalii", "nadii pe chaa.Nd utaraa", "naav kinaare chalii"]


def faults(line, number):
    """Return the faults of a line of the song that differs from it."""
    return PlannedSong(parse_form(FORM, syllables=7), sounds, SONG[:number]).faults(line)


def test_people_s_songs_are_as_their_plans():
    verses = [SONG[:2], SONG[2:]]
    kept = obedience(plan_of(verses, sounds), SONG, sounds)
    assert all(right == of for right, of in kept.values())


@pytest.mark.parametrize(
    ("line", "number", "fault"),
    [
        ("sheher me.n shaam huii", 1, "rhyme"),
        ("nadii me.n shaam Dhalii", 2, "free"),
        ("naav kinaare chalii", 2, "free"),
        ("naav kinaare chale", 3, "refrain"),
        ("Dhalii", 1, "length"),
    ],
)
def test_a_line_that_is_not_as_planned_has_a_fault(line, number, fault):
    assert faults(line, number) == {fault}


def test_a_line_that_is_as_planned_has_no_fault():
    assert not any(faults(line, number) for number, line in enumerate(SONG))


def test_a_radif_of_other_length_is_a_fault():
    plan = parse_form("aa", syllables=7, radif="hai")
    song = PlannedSong(plan, sounds, ["nadii dhiire rukatii hai"])
    assert song.faults("yahaa.N lahar jhukatii hai") == set()
    assert PlannedSong([plan[0], replace(plan[1], radif=0)], sounds, song.lines).faults(
        "lahar yahaa.N jhukatii hai"
    ) == {"radif"}


def test_what_is_kept_is_counted_of_what_is_asked():
    lines = [SONG[0], "sheher me.n shaam huii", *SONG[2:]]
    assert obedience(parse_form(FORM, syllables=7), lines, sounds) == {
        "rhyme": [0, 1],
        "radif": [0, 0],
        "refrain": [1, 1],
        "free": [2, 2],
        "length": [3, 3],
        "songs": [0, 1],
    }


def test_a_radif_that_the_writer_may_choose_is_not_counted():
    assert obedience(parse_form("aa", syllables=7), SONG[:2], sounds)["radif"] == [0, 0]
