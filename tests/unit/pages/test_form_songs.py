from geetkar.pages.shared.form_songs import PARTS, forms_to_show
from geetkar.pages.shared.marked_lines import planned_lines_to_show

PLAIN = {"new_song": False, "runs": [], "copied": None, "rhyme": None, "faults": []}
RHYME = {"line": 0, "radif": ["hai"], "qafia": ["jhukatii", "rukatii"], "tail": "tii"}


def line(letter, **marks):
    return {**PLAIN, "words": [{"text": "naav", "kind": "known"}], "letter": letter, **marks}


def title_of(letter, **marks):
    return planned_lines_to_show([line("A"), line(letter, **marks)])[1].rhyme.title


def form(*songs, count=3, of=4):
    described = [
        {"temperature": temperature, "seed": 1, "form": verses, "lines": [line("x")]} for temperature, verses in songs
    ]
    return {
        "name": "like_people",
        "refused": None,
        "kept": {key: {"count": count, "of": of} for key in PARTS},
        "songs": described,
    }


def test_each_line_has_the_letter_of_its_form_and_a_blank_one_none():
    blank = {**PLAIN, "words": [], "letter": None}
    shown = planned_lines_to_show([line("A"), line("a"), blank, line("x"), line("A2")])
    assert [each.rhyme and each.rhyme.text for each in shown] == ["A", "a", None, "x", "A2"]


def test_a_letter_says_how_its_line_rhymes():
    assert title_of("a", rhyme=RHYME) == "“jhukatii” rhymes with “rukatii”, on “tii”, before the repeated “hai”"


def test_a_letter_without_a_rhyme_says_what_it_means():
    assert title_of("a") == "rhymes with the lines of this letter"
    assert title_of("x") == "rhymes with no line near it"


def test_a_capital_says_that_its_line_returns():
    assert title_of("X") == "a refrain, which returns word for word; rhymes with no line near it"


def test_a_line_that_is_not_as_it_should_be_says_why():
    shown = planned_lines_to_show([line("A"), line("a", faults=["rhyme"])])
    assert shown[1].rhyme.title.endswith("; it should rhyme with an earlier line, but does not")
    assert [each.rhyme.classes for each in shown] == ["letter", "letter missed"]


def test_a_form_is_shown_with_the_songs_at_one_temperature():
    (shown,) = forms_to_show([form((0.5, "aa"), (1.0, "aa"))], 1.0)
    assert [song["temperature"] for song in shown["songs"]] == [1.0]


def test_a_form_has_its_verses_unless_each_song_has_its_own():
    forms = [form((0.5, "aa"), (1.0, "aa")), form((0.5, "aa"), (1.0, "Aa A"))]
    assert [each["verses"] for each in forms_to_show(forms)] == ["aa", None]


def test_a_part_of_a_form_is_shown_as_a_share():
    (shown,) = forms_to_show([form((0.5, "aa"))])
    assert (shown["title"], shown["kept"]["rhyme"]["share"]) == ("like people", 0.75)


def test_a_part_that_was_not_asked_for_has_no_share():
    (shown,) = forms_to_show([form((0.5, "aa"), count=0, of=0)])
    assert shown["kept"]["radif"]["share"] is None
