import json

import pytest
from songs_of_our_own import HOSTILE, SONGS, spellings, training_songs

from geetkar.corpus.transliteration.itrans import SCRIPTS, write_in_script
from geetkar.evaluation.sample_marks import known_runs, marks_of

ITRANS = training_songs()


def marks(text, prime=""):
    return marks_of(text, prime, ITRANS, spellings())


def kinds(text, prime=""):
    return [word["kind"] for line in marks(text, prime) for word in line["words"]]


@pytest.mark.parametrize(
    ("text", "prime", "marked"),
    [
        ("dil raat nadii dil", "", ["known"] * 4),
        ("dil dilaa raat", "", ["known", "new", "known"]),
        ("dilaa ke paas", "dilaa ke", ["prime", "prime", "known"]),
        ("dil dilaa", "", ["known", "cut"]),
        ("dil dilaa\n", "", ["known", "new"]),
        ("dil\ndi", "dil", ["prime", "cut"]),
        ("dil raat", "", ["known", "known"]),
        ("dilbar ke", "dil", ["new", "known"]),
        ("\ufffd ke", "dilaa", ["prime", "known"]),
        ("dil ke paas", "dil ke", ["prime", "prime", "known"]),
        ("dil\nke paas", "dil\nke", ["prime", "prime", "known"]),
        ("dil\nraat\nke", "dil\n", ["prime", "known", "known"]),
    ],
)
def test_a_word_is_marked_as_prime_known_new_or_cut(text, prime, marked):
    assert kinds(text, prime) == marked


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("dil ke paas", [[0, 3, 1]]),
        ("ke paas nadii", [[0, 3, 2]]),
        ("ek dil ke paas nadii kinaare diip jale", [[1, 5, 1], [4, 8, 1]]),
        ("raat ke paas nadii hai", [[0, 4, 1], [1, 5, 1]]),
        ("dil ke", []),
        ("dil raat nadii", []),
        ("paas nadii nadii kinaare", []),
    ],
)
def test_runs_are_the_longest_in_the_songs(line, runs):
    assert known_runs(line.split(), ITRANS) == runs


def test_a_run_ends_at_the_end_of_the_line():
    assert [line["runs"] for line in marks("dil ke\npaas nadii hai\n")] == [[], [[0, 3, 1]]]


def test_a_copied_line_names_its_song():
    assert marks("dil ke paas nadii hai\n")[0]["copied"] == SONGS[0]


@pytest.mark.parametrize("line", ["raat suhaanii", "dil ke paas nadii"])
def test_a_short_line_or_a_part_of_a_line_is_not_a_copied_line(line):
    assert marks(line + "\n")[0]["copied"] is None


def test_a_blank_line_separates_verses_and_two_separate_songs():
    lines = marks("dil\n\nraat\n\n\nnadii\n")
    assert [(line["new_song"], len(line["words"])) for line in lines] == [
        (False, 1),
        (False, 0),
        (False, 1),
        (False, 0),
        (True, 1),
    ]


def test_a_rhyme_is_shown_by_its_words():
    (rhyme,) = [line["rhyme"] for line in marks("ek nadii hai\n\nraat ek sadii hai\n") if line["rhyme"]]
    assert rhyme == {
        "line": 0,
        "radif": ["hai"],
        "qafia": ["sadii", "nadii"],
        "tail": "dii",
    }


def test_a_rhyme_after_a_new_song_names_the_line_that_is_shown():
    lines = marks("dil\n\n\n\nek nadii\ndo sadii\n")
    assert lines[lines[-1]["rhyme"]["line"]]["words"][-1]["text"] == "nadii"


def test_a_line_that_is_cut_off_does_not_rhyme():
    assert marks("ek nadii\ndo sadii")[1]["rhyme"] is None


@pytest.mark.parametrize("script", SCRIPTS)
def test_marks_are_the_same_in_every_script(script):
    lines = ["dil ke paas nadii hai", "ko_ii sadii hai", "raat suhaanii"]
    text = "".join(write_in_script(line, script) + "\n" for line in lines)
    marked = marks_of(text, "", training_songs(script), spellings(script))
    assert [(line["runs"], line["rhyme"] and line["rhyme"]["line"]) for line in marked] == [
        ([[0, 5, 1]], None),
        ([], 0),
        ([], None),
    ]


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_can_be_marked(text, script):
    marked = marks_of(text, "", training_songs(script), spellings(script))
    words = [word["text"] for line in json.loads(json.dumps(marked)) for word in line["words"]]
    assert words == text.split()
