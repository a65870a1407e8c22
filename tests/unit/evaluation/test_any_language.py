"""Texts in any language: what is measured and marked without the sounds of Hindi, and with any number of characters."""

import pandas as pd
import pytest
from songs_of_our_own import HOSTILE, SONGS, VERSES, index_of

from geetkar.corpus.song_text import SONG_BREAK, write_song
from geetkar.evaluation.measure_groups import measure_groups, summarize
from geetkar.evaluation.measures import MEASURES, measures_of
from geetkar.evaluation.sample_marks import marks_of
from geetkar.evaluation.syllables import SyllableRules
from geetkar.evaluation.training_index import describe_songs, index_text, put_together
from geetkar.verse.spellings import Spellings, spell_words
from geetkar.workflow.song_scripts import AS_WRITTEN, HINDI_SCRIPTS

NEEDS_HINDI = ["possible_words", "rhyming_lines"]
ENGLISH = [[["By the river", "the moon is high"]], [["by the river", "lanterns, slow water"]]]
MANY_SIGNS = [[["".join(map(chr, range(0x4E00, 0x4F00))), "山 水"]], [["河边 月亮 升起", "山 水"]]]


def training_songs(verses):
    text = SONG_BREAK.join(write_song(song, [], AS_WRITTEN) for song in verses) + "\n"
    described = describe_songs(AS_WRITTEN, text)
    songs = index_of(text, [song["song"] for song in SONGS]).merge(pd.DataFrame(SONGS), on="song")
    return put_together(described, index_text(text, described["characters"]), songs)


def test_measures_that_need_hindi_are_defined_for_its_scripts_only():
    assert [key for key in MEASURES if key not in measures_of(AS_WRITTEN)] == NEEDS_HINDI
    assert all(measures_of(script) == MEASURES for script in HINDI_SCRIPTS)


def test_measures_that_need_hindi_are_null_and_the_others_are_not():
    group = pd.Series([[["by the river", "moon slow xyzzy"]]])
    measured = summarize(measure_groups(group, training_songs(ENGLISH), Spellings(AS_WRITTEN)))
    assert [measured[key] for key in NEEDS_HINDI] == [None, None]
    assert measured["real_words"] == 5 / 6
    assert measured["lines_in_training"] == 1 / 2


def test_a_text_is_marked_without_rhymes():
    lines = marks_of("by the river\nby the shiver\n", "", training_songs(ENGLISH), Spellings(AS_WRITTEN))
    assert [line["rhyme"] for line in lines] == [None, None]
    assert lines[0]["copied"]["song"] == "b2"
    assert [word["kind"] for word in lines[1]["words"]] == ["known", "known", "new"]


def test_words_have_no_other_spellings():
    assert spell_words(["by the river"], Spellings(AS_WRITTEN)) == {}


def test_syllables_are_not_known():
    assert SyllableRules.of(AS_WRITTEN, ["river"] * 9).runs == frozenset()


@pytest.mark.parametrize("text", ["河边 月亮 升起", "山 水\n山 河", "\u4e00\u4e01x\u4e02", *HOSTILE])
def test_matches_in_a_text_of_many_characters_agree_with_a_plain_search(text):
    songs = training_songs(MANY_SIGNS)
    framed = "\n" + SONG_BREAK.join(write_song(song, [], AS_WRITTEN) for song in MANY_SIGNS) + "\n"
    text = text[:60]
    plain = [
        max(length for length in range(len(text) - at + 1) if text[at : at + length] in framed)
        for at in range(len(text))
    ]
    assert len(songs.text.characters) > 255
    assert songs.text.longest_matches(text).tolist() == plain


def test_a_line_of_many_characters_is_found_in_its_song():
    songs = training_songs(MANY_SIGNS)
    assert songs.song_of_line("河边 月亮 升起")["song"] == "b2"
    assert songs.songs_with(["山", "水"]) == 2
    assert not songs.has_line("月亮 升起")


def test_few_characters_are_numbers_of_one_byte():
    assert training_songs(VERSES).text.coded.itemsize == 1
