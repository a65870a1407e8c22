"""Songs in any language."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from processor_time import takes_linear_time

from geetkar.corpus.lyrics.tokens import LINE, NOTE, REPEAT_END, REPEAT_START, VERSE, WORD
from geetkar.corpus.transliteration.as_written import normalized, read_as_written
from geetkar.corpus.transliteration.itrans import from_devanagari


def kinds(body):
    return [(token.kind, token.text) for token in read_as_written(body) if token.kind not in (LINE, VERSE)]


def words(body):
    return [text for kind, text in kinds(body) if kind == WORD]


@pytest.mark.parametrize(
    "line",
    [
        "Don't stop, river! 50% of me... (ooh)",
        "नदी किनाऱ्यावर चंद्र उगवला",
        "河边 月亮 升起",
        "Straße à la carte – «fin»",
        "7-11 at x27 and 2x4 it's (2nd",
        "a [ b ] c ]",
    ],
)
def test_words_are_kept_as_they_are_written(line):
    assert " ".join(words(line.replace("[ b ]", "b"))) == line.replace("[ b ]", "b")


def test_lines_and_verses_end_as_in_the_text():
    tokens = read_as_written("one\ntwo\n \n\nthree")
    assert [token.kind for token in tokens] == [WORD, LINE, WORD, VERSE, WORD]


@pytest.mark.parametrize("note", ["[Chorus]", "[ Chorus ]", "la[Chorus]la"])
def test_a_note_in_brackets_is_kept_apart(note):
    assert (NOTE, "Chorus") in kinds(f"{note}\nriver")
    assert "Chorus" not in "".join(words(f"{note}\nriver"))


@pytest.mark.parametrize("sign", ["x2", "X2", "x 2", "2x", "×2", "(2)", "(2x)", "(x2)", "( 2 )"])
def test_a_count_at_the_end_of_a_line_means_the_line(sign):
    assert kinds(f"by the river {sign} \nmoon") == [
        (REPEAT_START, "2"),
        *((WORD, word) for word in ("by", "the", "river")),
        (REPEAT_END, "2"),
        (WORD, "moon"),
    ]


def test_a_count_alone_on_its_line_is_a_note():
    assert kinds("river\n(x2)\nmoon") == [(WORD, "river"), (NOTE, "x2"), (WORD, "moon")]


@given(st.text(alphabet="ab [](x2)\n×é\u0301", max_size=60))
def test_no_letter_is_lost(body):
    texts = "".join(token.text for token in read_as_written(body))
    assert [sign for sign in "abé" if body.count(sign) != texts.count(sign)] == []


def test_accents_have_one_spelling():
    assert normalized("cafe\u0301 \u0915\u093c\ufeff") == unicodedata.normalize("NFC", "café \u0915\u093c")


def test_characters_for_private_use_are_left_out():
    assert normalized("nehir\ue000 ak\uf8ffar") == "nehir akar"


@pytest.mark.parametrize("piece", ["[", "[a", "(", " \n", "(x2)\n", "a (x2)\n", "a\u0301\u0316"])
def test_hostile_texts_take_linear_time(piece):
    def read_text(characters):
        read_as_written(normalized(piece * (characters // len(piece))))

    assert takes_linear_time(read_text, 100_000)


def test_very_long_runs_of_accents_take_linear_time():
    assert takes_linear_time(lambda times: normalized("a" + "\u0301\u0316" * times), 50_000)


def test_long_runs_of_signs_in_devanagari_take_linear_time():
    assert takes_linear_time(lambda times: from_devanagari("क" + "\u093c\u094d" * times), 50_000)
