import pytest
from hypothesis import given
from hypothesis import strategies as st
from songs_of_our_own import HOSTILE

from geetkar.corpus.song_text import verses_of
from geetkar.corpus.transliteration.itrans import SCRIPTS, write_in_script
from geetkar.verse.codes import LENGTHS
from geetkar.verse.notation import parse_form
from geetkar.verse.plans import length_class, plan_of, scheme_letters, write_form
from geetkar.verse.spellings import Spellings, learn_spellings

GEET = [
    ["sheher me.n shaam Dhalii", "naav kinaare se chalii"],
    ["nadii pe chaa.Nd utaraa", "yaad kii jalatii galii", "sheher me.n shaam Dhalii"],
]
GHAZAL = [
    ["shaam kaa rastaa na miltaa hai", "baag me.n gul bhii khiltaa hai"],
    ["koii pukaare duur se hame.n", "diip havaa me.n hiltaa hai"],
]
LINES = ["ek nadii", "do sadii", "vo gadii hai", "shaam huii", "dil", "mahafil", "raat"]


def plan(verses):
    return plan_of(verses, Spellings("itrans").sounds)


def ties(*verses):
    return "".join(line.tie for line in plan([verse.split(" / ") for verse in verses]))


def test_each_line_has_the_number_of_its_verse():
    assert [line.verse for line in plan(GEET)] == [0, 0, 1, 1, 1]


def test_the_lines_of_the_first_verse_are_those_of_the_mukhda():
    assert [line.role for line in plan(GEET)] == ["M", "M", "A", "A", "A"]


@pytest.mark.parametrize(
    ("verses", "wanted"),
    [
        (["ek nadii / do sadii"], "NP"),
        (["ek nadii / dil / do sadii"], "NNQ"),
        (["ek nadii / dil / raat / do sadii"], "NNNS"),
        (["ek nadii / dil / raat / log / do sadii"], "NNNNS"),
    ],
)
def test_a_rhyme_is_named_by_its_distance(verses, wanted):
    assert ties(*verses) == wanted


def test_a_line_that_was_sung_before_repeats_it_even_if_it_rhymes():
    assert ties("ek nadii / do sadii / ek nadii") == "NPR"


def test_a_line_may_repeat_one_of_any_earlier_verse():
    assert ties("ek nadii", "dil", "raat", "log", "ek nadii") == "NNNNR"


@pytest.mark.parametrize(("place", "wanted"), [(0, "T"), (1, "T"), (2, "N")])
def test_a_far_rhyme_is_one_with_the_first_two_lines(place, wanted):
    mukhda = ["raat", "log", "shaam"]
    mukhda[place] = "ek nadii"
    assert ties(" / ".join(mukhda), "dil / baat mile / yaad / gham huaa", "do sadii")[-1] == wanted


def test_a_far_rhyme_is_not_one_with_the_second_verse():
    assert ties("raat", "ek nadii", "dil", "yaad", "do sadii")[-1] == "N"


def test_a_tied_line_names_the_first_line_with_its_words():
    repeated = plan([["ek nadii", "dil", "ek nadii", "ek nadii"]])
    assert [line.to for line in repeated] == [-1, -1, 0, 0]


def test_a_rhyming_line_names_the_nearest_line_that_it_rhymes_with():
    assert [line.to for line in plan([["ek nadii", "do sadii"], ["raat", "vo gadii"]])] == [-1, 0, -1, 1]


def test_the_radif_is_counted_in_words():
    assert [line.radif for line in plan(GHAZAL)] == [1, 1, 0, 1]


def test_a_repeated_line_has_the_radif_of_the_line_that_it_repeats():
    assert [line.radif for line in plan([*GHAZAL, GHAZAL[0]])][-2:] == [1, 1]


def test_a_line_has_the_radif_of_the_first_line_that_rhymes_with_it():
    verse = ["ek nadii hai", "do sadii hai", "vo gadii"]
    assert [line.radif for line in plan([verse])] == [1, 1, 0]


def test_a_line_has_the_radif_of_a_line_that_rhymes_with_its_repetition():
    assert [line.radif for line in plan([["ek nadii hai"], ["dil"], ["ek nadii hai", "do sadii hai"]])] == [1, 0, 1, 1]


@pytest.mark.parametrize(("syllables", "wanted"), [(0, 0), (4, 0), (5, 1), (12, 4), (18, 7), (19, 8), (500, 8)])
def test_lengths_are_classes_of_two_syllables(syllables, wanted):
    assert length_class(syllables) == wanted


def test_the_length_of_a_line_is_that_of_its_syllables():
    assert [line.length for line in plan([["dil", "ek nadii ke paas me.n huu.n"]])] == [0, 2]


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_song_has_the_same_plan_in_every_script(script):
    texts = {each: "\n".join(write_in_script(line, each) for verse in GEET for line in verse) for each in SCRIPTS}
    written = [[write_in_script(line, script) for line in verse] for verse in GEET]
    assert plan_of(written, learn_spellings(script, texts).sounds) == plan(GEET)


@pytest.mark.parametrize(
    ("verses", "wanted"),
    [
        (GEET, "Aa xaA"),
        (GHAZAL, "aa xa"),
        ([["ek nadii", "raat"], ["dil", "mahafil"]], "xx aa"),
        ([["ek nadii", "raat"], ["ek nadii", "raat"]], "XX2 XX2"),
        ([["ek nadii", "do sadii"], ["ek nadii", "do sadii"]], "AA2 AA2"),
    ],
)
def test_plans_are_written_in_the_notation(verses, wanted):
    assert write_form(plan(verses)) == wanted


def test_letters_begin_again_after_the_last():
    letters = scheme_letters("NP" * 26, [-1 if number % 2 == 0 else number - 1 for number in range(52)])
    assert letters[-4:] == ["z", "z", "a", "a"]


songs = st.lists(st.lists(st.sampled_from(LINES), min_size=1, max_size=6), min_size=1, max_size=5)


@given(songs)
def test_ties_lead_to_earlier_lines(verses):
    assert all(-1 <= line.to < number for number, line in enumerate(plan(verses)))


@given(songs)
def test_a_line_is_tied_unless_it_is_new(verses):
    assert all((line.to == -1) == (line.tie == "N") for line in plan(verses))


@given(songs)
def test_the_form_of_a_song_can_be_read_again(verses):
    form = write_form(plan(verses))
    assert write_form(parse_form(form)) == form


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_has_a_plan(text):
    assert all(0 <= line.length < LENGTHS for line in plan(verses_of(text)))
