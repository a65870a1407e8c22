import pytest

from geetkar.corpus.song_text import hindi_words, read_songs, write_song, write_verses
from geetkar.corpus.transliteration.itrans import SCRIPTS


def english(line, word, to_line, to_word):
    """Return a mark of English words."""
    return {"kind": "english", "line": line, "word": word, "to_line": to_line, "to_word": to_word, "text": "as typed"}


@pytest.mark.parametrize(
    ("script", "written"),
    [("itrans", "meraa pen khoyaa"), ("roman", "mera pen khoya"), ("devanagari", "मेरा pen खोया")],
)
def test_an_english_word_is_in_latin_letters_in_every_script(script, written):
    assert write_verses([["meraa pen khoyaa"]], [english(0, 1, 0, 2)], script) == [[written]]


def test_a_word_without_a_mark_is_hindi():
    assert write_verses([["the pen the"]], [english(0, 1, 0, 2)], "devanagari") == [["थे pen थे"]]


def test_english_can_go_on_over_lines_and_verses():
    verses = [["dil please", "come with me"], ["to me dil"]]
    assert write_verses(verses, [english(0, 1, 2, 2)], "devanagari") == [["दिल please", "come with me"], ["to me दिल"]]


def test_other_marks_and_english_that_is_not_sung_change_no_word():
    marks = [{**english(0, 0, 0, 2), "kind": "repeat"}, english(0, 1, 0, 1), english(7, 0, 7, 1)]
    assert write_verses([["raat ga_ii"]], marks, "devanagari") == [["रात गई"]]


@pytest.mark.parametrize("script", [*SCRIPTS, "as_written"])
def test_a_song_is_written_with_blank_lines_between_verses(script):
    song = write_song([["pen", "me"], ["pen"]], [english(0, 0, 2, 1)], script)
    assert song == "pen\nme\n\npen"


def test_words_in_any_language_are_written_as_they_are():
    assert write_verses([["Küss mich, हाँ!"]], [], "as_written") == [["Küss mich, हाँ!"]]


def test_the_words_that_devanagari_must_preserve_are_the_hindi_ones():
    assert list(hindi_words([["meraa pen"], ["khoyaa"]], [english(0, 1, 0, 2)])) == ["meraa", "khoyaa"]


def test_the_songs_of_several_texts_are_read_in_their_order(tmp_path):
    for name, text in {"val": "naav\n\nchalii\n\n\nraat\n", "test": "din\n"}.items():
        (tmp_path / name).write_text(text)
    assert list(read_songs([tmp_path / "val", tmp_path / "test"])) == ["naav\n\nchalii", "raat\n", "din\n"]
