"""The first lines and the whole song with which the playground begins."""

from geetkar.pages.playground.written_songs import ENOUGH, describe_written

GEET = {"name": "my geet", "verses": "aa", "syllables": 8, "radif": "hai"}
ASKED = {"my_geet": GEET, "like_people": {**GEET, "verses": None}}


def song(*lines, temperature=0.7, copied=(), **others):
    """Return a song with marks; `copied` are the numbers of lines of training songs."""
    marks = [
        {
            "new_song": False,
            "words": [{"text": word} for word in line.split()],
            "copied": {"song": "1"} if number in copied else None,
            "faults": [],
        }
        for number, line in enumerate(lines)
    ]
    return {"temperature": temperature, "lines": marks, **others}


def of_form(*songs, name="my_geet"):
    return [{"name": name, "songs": [{**each, "form": "aa"} for each in songs]}]


def test_a_song_of_a_form_is_shown_with_what_was_asked():
    written = describe_written([], of_form(song("diip jale hai", "raat chale hai")), ASKED)
    asked = {"form": "my geet", "verses": "aa", "syllables": 8, "radif": "hai"}
    assert written["finished"] == {**asked, "lines": ["diip jale hai", "raat chale hai"]}


def test_a_song_with_a_line_of_a_training_song_is_not_shown():
    copied, own = song("diip jale hai", "raat chale hai", copied=[1]), song("naav chale hai", "raat dhale hai")
    written = describe_written([], of_form(copied, own), ASKED)
    assert written["finished"]["lines"][0] == "naav chale hai" and written["openings"] == []


def test_no_song_is_shown_if_all_have_copies():
    written = describe_written([], of_form(song("diip jale hai", copied=[0])), ASKED)
    assert written == {"openings": [], "finished": None}


def test_openings_are_the_first_lines_of_other_songs():
    songs = [song(f"{word} jale hai", "raat chale hai") for word in ("diip", "naav", "raat", "chaand", "din")]
    written = describe_written([], of_form(*songs), ASKED)
    assert written["openings"] == ["naav jale hai", "raat jale hai", "chaand jale hai"]


def test_an_opening_has_a_few_words():
    written = describe_written([], of_form(song("a b c", "a"), song("hai", "a"), song("a " * 20, "a")), ASKED)
    assert written["openings"] == []


def test_a_song_that_departs_from_its_form_is_not_the_finished_one():
    wrong = song("diip jale hai", "raat chale hai")
    wrong["lines"][1]["faults"] = ["rhyme"]
    assert describe_written([], of_form(wrong), ASKED)["finished"] is None


def test_songs_to_plans_of_people_are_not_shown():
    written = describe_written([], of_form(song("diip jale hai"), name="like_people"), ASKED)
    assert written["finished"] is None


def test_a_text_without_a_form_is_shown_without_its_last_line_which_may_be_cut_off():
    written = describe_written([song("diip jale hai", "", "raat chale", "din", temperature=0.4)], [], ASKED)
    assert written["finished"]["lines"] == ["diip jale hai", "", "raat chale"] and written["finished"]["form"] is None


def test_a_text_ends_where_the_next_song_begins():
    text = song("diip jale hai", "", "raat chale", "din", "ho")
    text["lines"][2]["new_song"] = True
    assert describe_written([text], [], ASKED)["finished"]["lines"] == ["diip jale hai"]


def test_the_first_text_that_is_long_enough_is_shown_and_those_at_a_middling_temperature_come_first():
    short, hot, long = (
        song(*lines, temperature=warmth)
        for lines, warmth in ((["a", "b"], 0.7), (["c"] * (ENOUGH + 1), 1.0), (["d"] * (ENOUGH + 3), 0.8))
    )
    assert describe_written([short, hot, long], [], ASKED)["finished"]["lines"] == ["d"] * (ENOUGH + 2)
