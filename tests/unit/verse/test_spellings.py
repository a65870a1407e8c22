import pytest
from hypothesis import given
from hypothesis import strategies as st
from songs_of_our_own import HOSTILE, spellings

from geetkar.corpus.transliteration.itrans import SCRIPTS, to_devanagari, to_roman, write_in_script
from geetkar.corpus.transliteration.roman import guess_itrans
from geetkar.verse.spellings import learn_spellings, read_spellings, spell_words
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import write_json


def learn(script, itrans, english=()):
    """Return the spellings learned from songs in ITRANS."""

    def write(each):
        lines = (
            [word if word in english else write_in_script(word, each) for word in line.split()]
            for line in itrans.split("\n")
        )
        return "\n".join(map(" ".join, lines))

    return learn_spellings(script, {each: write(each) for each in SCRIPTS})


def in_scripts(word, script):
    spelled = spellings(script).spell(word)
    return [spelled[each] for each in ("roman", "itrans", "devanagari")]


@pytest.mark.parametrize(("script", "word"), [("roman", "nadi"), ("itrans", "nadii"), ("devanagari", "नदी")])
def test_a_word_of_any_script_is_spelled_in_all_three(script, word):
    assert in_scripts(word, script) == ["nadi", "nadii", "नदी"]


def test_a_roman_word_gets_its_most_frequent_spelling_in_the_songs():
    learned = learn("roman", "din diin\ndiin\n")
    assert learned.spell("din")["itrans"] == "diin"


def test_of_two_equally_frequent_spellings_the_same_is_always_chosen():
    one, other = (learn("roman", text) for text in ("din diin\n", "diin din\n"))
    assert one.spell("din") == other.spell("din")


def test_spellings_are_read_back_as_they_were_written(tmp_path):
    learned = learn("roman", "diin raat pen\n", english={"pen"})
    write_json(tmp_path / "spellings.json", learned.as_dict())
    assert read_spellings(tmp_path / "spellings.json") == learned


def test_a_line_with_more_words_in_one_script_is_ignored():
    texts = {"roman": "ek din\nek\n", "itrans": "ek .a din\nek\n", "devanagari": "एक दिन\nएक\n"}
    learned = learn_spellings("roman", texts)
    assert learned.itrans_of_roman == {"ek": "ek"}


def test_texts_of_different_songs_are_refused():
    with pytest.raises(InputError, match=r"corpus/roman/train\.txt has 2 lines, but corpus/itrans/train\.txt has 3"):
        learn_spellings("roman", {"roman": "ek\n", "itrans": "ek\ndo\n", "devanagari": "एक\n"})


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_word_that_songs_have_in_english_is_in_latin_letters_in_every_script(script):
    learned = learn(script, "dil kii pen please\nfaded pen\n", english={"pen", "please", "faded"})
    assert [learned.spell(word) for word in ("pen", "please")] == [
        dict.fromkeys(SCRIPTS, "pen"),
        dict.fromkeys(SCRIPTS, "please"),
    ]


@pytest.mark.parametrize("script", ["roman", "itrans"])
def test_a_word_that_is_as_often_hindi_is_hindi(script):
    texts = {"roman": "are are dil", "itrans": "are are dil", "devanagari": "अरे are दिल"}
    assert learn_spellings(script, texts).spell("are")["devanagari"] == "अरे"


def test_an_english_word_is_no_spelling_of_a_hindi_one():
    texts = {"roman": "main main main", "itrans": "mai.n main main", "devanagari": "मैं main main"}
    assert learn_spellings("roman", texts).itrans_of_roman == {"main": "mai.n"}


def test_english_words_rhyme_by_their_letters():
    learned = learn("devanagari", "pen pen\n", english={"pen"})
    assert learned.sounds("pen") == ("p", "e", "n")


def test_an_unknown_roman_word_is_read_with_a_long_vowel_at_its_end():
    expected = {
        "karna": "karanaa",
        "nadi": "nadii",
        "bhaai": "bhaa_ii",
        "koi": "ko_ii",
        "hua": "hu_aa",
        "jaadu": "jaaduu",
        "hai": "hai",
        "raat": "raat",
        "aa": "aa",
    }
    assert {each: guess_itrans(each) for each in expected} == expected


@given(st.lists(st.sampled_from(["ka", "ni", "du", "re", "lo", "sha"]), min_size=1, max_size=5).map("".join))
def test_a_guess_keeps_the_last_vowel_of_the_roman(roman):
    assert to_roman(guess_itrans(roman))[-1] == roman[-1]


@pytest.mark.parametrize("script", SCRIPTS)
def test_characters_that_are_not_letters_are_kept(script):
    assert in_scripts("\ufffd!?9é", script) == ["\ufffd!?9é"] * 3


def test_letters_around_a_strange_character_are_spelled():
    assert in_scripts("raat\ufffddil", "itrans")[2] == to_devanagari("raat") + "\ufffd" + to_devanagari("dil")


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_word_is_not_changed_in_its_own_script(text, script):
    assert all(spelled[script] == word for word, spelled in spell_words([text], spellings(script)).items())


@pytest.mark.parametrize("script", SCRIPTS)
@given(word=st.text(min_size=1, max_size=20))
def test_no_word_is_lost_in_a_script(word, script):
    assert all(spellings(script).spell(word)[each] for each in SCRIPTS)


def test_each_word_is_spelled_once_in_the_order_of_the_texts():
    assert list(spell_words(["raat nadii", "dil raat"], spellings())) == ["raat", "nadii", "dil"]


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_word_without_a_sound_is_spelled_as_itself(script):
    assert spellings(script).sounds("99") == ("99",)
