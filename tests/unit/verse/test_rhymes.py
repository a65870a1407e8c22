import pytest
from hypothesis import given
from hypothesis import strategies as st
from songs_of_our_own import HOSTILE

from geetkar.corpus.transliteration.itrans import SCRIPTS, write_in_script
from geetkar.verse.rhymes import find_rhymes, rhyming_lines
from geetkar.verse.spellings import Spellings, learn_spellings


def rhymes(*lines):
    read = [[Spellings("itrans").sounds(word) for word in line.split()] for line in lines]
    return find_rhymes(read)


def rhyme(*lines):
    """Return the last line's rhyme as (line, words of the radif, tail)."""
    found = rhymes(*lines)[-1]
    return found and (found.line, found.radif, "".join(found.tail))


@pytest.mark.parametrize(
    ("lines", "tail"),
    [
        (("jale nadii", "puraanii sadii"), "dii"),
        (("meraa dil", "terii mahafil"), "il"),
        (("sunaa dard", "havaa sard"), "ard"),
        (("milaa ra.ng", "chale sa.ng"), "a.ng"),
        (("subah aa_ii", "ghaTaa chhaa_ii"), "aaii"),
    ],
)
def test_words_that_sound_alike_at_their_ends_rhyme(lines, tail):
    assert rhyme(*lines) == (0, 0, tail)


@pytest.mark.parametrize(
    "lines",
    [
        ("jale nadii", "khilii ka.Dii"),
        ("merii raat", "meraa din"),
        ("kahaa.N huaa", "miThii davaa"),
        ("ek din", "do diin"),
    ],
)
def test_words_that_do_not_sound_alike_do_not_rhyme(lines):
    assert rhyme(*lines) is None


def test_the_words_that_both_lines_end_in_are_the_radif():
    assert rhyme("nadii rukatii hai abhii", "havaa jhukatii hai abhii") == (0, 2, "tii")


def test_a_radif_without_a_rhyme_before_it_is_not_a_rhyme():
    assert rhyme("nadii hai abhii", "raat hai abhii") is None


def test_a_line_of_the_radif_alone_does_not_rhyme():
    assert rhyme("nadii hai abhii", "hai abhii") is None


def test_a_repeated_line_does_not_rhyme_with_itself():
    assert rhyme("jale nadii", "jale nadii") is None


def test_a_line_rhymes_with_the_nearest_earlier_one():
    assert rhyme("ek nadii", "do sadii", "tiin raat", "chaar gadii")[0] == 1


def test_a_repeated_line_rhymes_with_the_line_before_it():
    assert rhyme("ek nadii", "do sadii", "ek nadii")[0] == 1


@pytest.mark.parametrize(("between", "found"), [(3, True), (4, False)])
def test_a_rhyme_is_searched_for_in_four_lines(between, found):
    assert bool(rhyme("ek nadii", *["chup hai shaam"] * between, "do sadii")) is found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("ek nadii", "", "do sadii"), True),
        (("ek nadii", "", "shaam", "", "do sadii"), False),
        (("ek nadii", "", "", "do sadii"), False),
    ],
)
def test_a_rhyme_may_be_in_an_earlier_verse_but_not_in_another_song(lines, found):
    assert bool(rhyme(*lines)) is found


@pytest.mark.parametrize("lines", [("kal yahaa.n", "ab kahaa"), ("kal yahaa.N", "ab kahaa.n")])
def test_a_final_nasal_is_ignored_in_rhymes(lines):
    assert rhyme(*lines) == (0, 0, "haa")


def test_words_that_differ_in_a_final_nasal_are_the_same_radif():
    assert rhyme("phuul khilate hai.n", "log milate hai") == (0, 1, "te")


@pytest.mark.parametrize("script", SCRIPTS)
def test_lines_rhyme_in_every_script(script):
    lines = ["dhiire bahe nadii", "biitii ek sadii"]
    texts = {each: "\n".join(write_in_script(line, each) for line in lines) for each in SCRIPTS}
    written, spellings = texts[script].split("\n"), learn_spellings(script, texts)
    found = find_rhymes([[spellings.sounds(word) for word in line.split()] for line in written])
    assert found[1].tail == ("d", "ii")


def test_roman_words_do_not_rhyme_only_because_vowel_lengths_were_lost():
    lines = ["ek din", "do diin"]
    texts = {"roman": "ek din\ndo diin", "itrans": "\n".join(lines), "devanagari": "एक दिन\nदो दीन"}
    spellings = learn_spellings("roman", texts)
    assert find_rhymes([[spellings.sounds(word) for word in line.split()] for line in lines])[1] is None


def test_both_lines_of_a_rhyme_are_counted():
    assert rhyming_lines(rhymes("ek nadii", "shaam", "do sadii")) == {0, 2}


@given(st.lists(st.lists(st.sampled_from(["nadii", "sadii", "hai", "hm", "aa", "dil"]), max_size=3), max_size=9))
def test_a_rhyme_is_with_another_word_of_an_earlier_line(lines):
    for number, found in enumerate(rhymes(*map(" ".join, lines))):
        if found:
            before = -1 - found.radif
            assert found.line < number and lines[number][before] != lines[found.line][before]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_can_be_searched_for_rhymes(text):
    assert len(rhymes(*text.split("\n"))) == len(text.split("\n"))
