"""Marked lines in the form that pages show."""

import pytest

from geetkar.pages.shared.marked_lines import lines_to_show
from geetkar.pages.shared.rendering import render


def marked(text, kinds="", runs=(), rhyme=None, copied=None, new_song=False):
    """Return a line as `sample_marks.marks_of` does; `kinds` has a letter for each word."""
    names = {"k": "known", "p": "prime", "n": "new", "c": "cut"}
    words = [
        {"text": word, "kind": names[kind]}
        for word, kind in zip(text.split(), kinds or "k" * len(text.split()), strict=True)
    ]
    return {"words": words, "runs": list(runs), "rhyme": rhyme, "copied": copied, "new_song": new_song}


def groups(line):
    (shown,) = lines_to_show([line])
    return [(run and run.classes, [(piece.text, piece.classes) for piece in pieces]) for run, pieces in shown.groups]


def test_neighbours_of_one_kind_form_a_group():
    assert groups(marked("dil ke paar zzz", "ppkn")) == [(None, [("dil ke", "prime"), ("paar", ""), ("zzz", "new")])]


def test_a_run_is_a_separate_group():
    assert groups(marked("a b c d e", runs=[[1, 4, 2]])) == [
        (None, [("a", "")]),
        ("run weak", [("b c d", "")]),
        (None, [("e", "")]),
    ]


def test_the_longest_of_overlapping_runs_is_shown():
    shown = groups(marked("a b c d e f", runs=[[0, 3, 1], [2, 6, 1]]))
    assert [run for run, _ in shown] == [None, "run weak"]


@pytest.mark.parametrize(("words", "strength"), [(3, "weak"), (5, "strong"), (7, "strongest"), (12, "strongest")])
def test_a_longer_run_has_a_stronger_mark(words, strength):
    assert groups(marked("a " * words, runs=[[0, words, 1]]))[0][0] == f"run {strength}"


def test_a_runs_title_says_how_many_songs_have_it():
    ((run, _),) = lines_to_show([marked("a b c", runs=[[0, 3, 1200]])])[0].groups
    assert run.title == "1,200 training songs have these 3 words in a row"


def rhyming(line, qafia, radif=()):
    return {"line": line, "qafia": qafia, "radif": list(radif), "tail": "dii"}


def test_lines_that_rhyme_share_a_letter():
    lines = [
        marked("nadii"),
        marked("dil"),
        marked("kadii", rhyme=rhyming(0, ["kadii", "nadii"])),
        marked("mahfil", rhyme=rhyming(1, ["mahfil", "dil"])),
        marked("badii", rhyme=rhyming(2, ["badii", "kadii"])),
        marked("paar"),
    ]
    assert [line.rhyme and line.rhyme.text for line in lines_to_show(lines)] == ["a", "b", "a", "b", "a", None]


def test_letters_are_in_the_order_of_their_first_lines():
    rhymes = {2: rhyming(1, ["b", "c"]), 3: rhyming(0, ["a", "d"])}
    shown = lines_to_show([marked("x", rhyme=rhymes.get(number)) for number in range(4)])
    assert "".join(line.rhyme.text for line in shown) == "abba"


def test_a_rhymes_title_names_its_words_and_the_radif():
    lines = [marked("nadii hai"), marked("kadii hai", rhyme=rhyming(0, ["kadii", "nadii"], ["hai"]))]
    assert lines_to_show(lines)[0].rhyme.title == "“kadii” rhymes with “nadii”, on “dii”, before the repeated “hai”"


def test_there_are_enough_letters_for_many_rhymes():
    lines = [marked("x", rhyme=rhyming(number - 1, ["a", "b"]) if number % 2 else None) for number in range(60)]
    assert lines_to_show(lines)[-1].rhyme.text == "ad"


def test_a_line_without_words_has_no_groups():
    assert lines_to_show([marked("")])[0].groups == []


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://archive.example/songs/7", True),
        ("javascript:alert(1)", False),
        (None, False),
    ],
)
def test_a_song_is_linked_where_it_is_on_the_web(url, linked):
    (line,) = lines_to_show(
        [marked("a b c", copied={"song": "7", "title": "A", "film": None, "year": None, "url": url})]
    )
    assert line.copied["url"] == (url if linked else None)


@pytest.mark.parametrize(("line", "said"), [(marked(""), True), (marked("a b", "kk"), False)], ids=["none", "two"])
def test_a_sample_without_words_says_so(line, said, tmp_path):
    (tmp_path / "song.j2").write_text(
        '{% import "parts.html.j2" as parts with context %}{{ parts.song(lines, "roman") }}'
    )
    assert ("It wrote no words." in render(tmp_path, "song.j2", lines=lines_to_show([line]))) is said
