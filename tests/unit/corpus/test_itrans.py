import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geetkar.corpus.itrans import (
    CONSONANTS,
    SPELLINGS,
    VOWELS,
    canonical,
    from_devanagari,
    sounds,
    to_devanagari,
    to_roman,
    write_in_script,
)

HERE = Path(__file__).parent

itrans_words = st.lists(st.sampled_from(sorted(SPELLINGS)), min_size=1, max_size=8).map("".join)


def test_one_sound_has_one_spelling():
    expected = {
        "dIvAnA": "diivaanaa",
        "deewaanaa": "diivaanaa",
        "phUl": "phuul",
        "phool": "phuul",
        "haiM": "hai.n",
        "waqt": "vaqt",
        "pa~nchhii": "pa.nchhii",
        "ra~Ng": "ra.ng",
        "vaa~Nmay": "vaa~Nmay",
        "xamaa": "kShamaa",
        "j~naan": "GYaan",
        "kRRipaa": "kR^ipaa",
        "ko_ii": "ko_ii",
        "koii": "ko_ii",
        "ga_ii": "ga_ii",
        "gaii": "gai_i",
        "ba.Daa": "ba.Daa",
        "baRaa": "ba.Daa",
        "Prem": "prem",
        "aTaT": "aTaT",
        "huu.n": "huu.N",
        "nahii.N": "nahii.n",
        "na_ii.N": "na_ii.n",
        "jaa_e.n": "jaa_e.N",
        "kare.N": "kare.n",
        "jaa_uu.ngaa": "jaa_uu.Ngaa",
        "kare.Nge": "kare.nge",
        "vana.n": "vana.n",
        "ha.N": "ha.N",
        "chaa.Nd": "chaa.Nd",
        "kR^iShN": "kR^iShNa",
        "hm": "hm",
    }
    assert {each: canonical(each) for each in expected} == expected


def test_letters_with_different_meanings_stay_different():
    letters = [("t", "T"), ("d", "D"), ("n", "N"), ("k", "K"), ("g", "G"), ("s", "sh")]
    assert [pair for pair in letters if len({canonical(f"{letter}aa") for letter in pair}) == 1] == []


@given(itrans_words)
def test_canonical_spelling_is_unchanged_by_spelling_again(word):
    assert canonical(canonical(word)) == canonical(word)


@given(itrans_words)
def test_canonical_spelling_keeps_the_sounds(word):
    assert sounds(canonical(word)) == sounds(word)


@given(st.text(max_size=20))
def test_every_text_can_be_spelled(text):
    assert set(sounds(text)) <= set(SPELLINGS.values())


def test_roman_is_what_people_type():
    expected = {
        "baate.n": "baate",
        "karanaa": "karna",
        "milanaa": "milna",
        "tumase": "tumse",
        "samajhanaa": "samajhna",
        "badalate": "badalte",
        "samajhakar": "samajhkar",
        "hamasafar": "hamsafar",
        "ajanabii": "ajnabi",
        "sunaharaa": "sunahra",
        "nahii.n": "nahin",
        "hai.n": "hain",
        "raat": "raat",
        "aa": "aa",
        "maa.N": "maan",
        "ko_ii": "koi",
        "la.Dakii": "ladki",
        "zindagii": "zindagi",
        "Gam": "gham",
        "sa.mbandh": "sambandh",
        "kR^iShNa": "krishna",
        "kamala": "kamal",
        "na": "na",
        "GYaan": "gyaan",
    }
    assert {each: to_roman(each) for each in expected} == expected


def test_the_articles_four_words_are_written_as_in_the_article():
    assert write_in_script("baate.n karanaa milanaa tumase", "roman") == "baate karna milna tumse"


def test_devanagari_is_written_as_in_hindi():
    expected = {
        "Gazal": "ग़ज़ल",
        "zindagii": "ज़िंदगी",
        "chaa.Nd": "चाँद",
        "nahii.n": "नहीं",
        "ko_ii": "कोई",
        "ga_ii": "गई",
        "kR^iShNa": "कृष्ण",
        "la.Dakii": "लड़की",
        "pa.Dhanaa": "पढ़ना",
        "GYaan": "ज्ञान",
        "kShamaa": "क्षमा",
        "mohabbat": "मोहब्बत",
        "aa_o": "आओ",
        "qalam": "क़लम",
        "Kvaab": "ख़्वाब",
        "Thaa.Nv": "ठाँव",
    }
    written = {each: unicodedata.normalize("NFC", word) for each, word in expected.items()}
    assert {each: to_devanagari(each) for each in expected} == written


WORDS = [line.split("\t") for line in (HERE / "words/hindi_words.tsv").read_text().splitlines()[1:]]


def test_the_word_list_is_long_enough_to_measure_on():
    assert len({itrans for itrans, _, _ in WORDS}) >= 300


def test_everyday_words_are_written_as_in_a_dictionary():
    written = [(itrans, devanagari, to_devanagari(itrans)) for itrans, devanagari, _ in WORDS]
    assert [row for row in written if row[1] != row[2]] == []


def test_everyday_words_convert_back_from_devanagari():
    read = [(itrans, from_devanagari(written)) for itrans, written, _ in WORDS]
    assert [(itrans, spelled) for itrans, spelled in read if spelled != canonical(itrans)] == []


UNSEEN = [line.split("\t") for line in (HERE / "words/unseen_words.tsv").read_text().splitlines()[1:]]
DOCUMENTATION = (HERE.parents[2] / "docs/itrans.md").read_text()


@pytest.mark.parametrize("words", [WORDS, UNSEEN], ids=["everyday", "unseen"])
def test_the_documentation_has_the_measured_accuracy_of_schwa_deletion(words):
    wrong = [itrans for itrans, *_, roman in words if to_roman(itrans) != roman]
    claim = f"{len(words) - len(wrong)} of {len(words)} words"
    assert claim in DOCUMENTATION, f"{claim}; wrong: {wrong}"


def test_no_unseen_word_is_among_those_that_the_rules_were_made_with():
    assert {itrans for itrans, _ in UNSEEN}.isdisjoint(itrans for itrans, *_ in WORDS)


def documented_sounds():
    """Return the rows of the tables of sounds: sound, other spellings, Devanagari, roman."""
    tables = DOCUMENTATION.split("### Vowels")[1].split("### Marks")[0]
    rows = (line.strip("|").split("|") for line in tables.splitlines() if line.startswith("| `"))
    return [(row[0].strip(" `"), row[1].replace("`", "").split(), row[2].strip(), row[3].strip()) for row in rows]


def test_the_documentation_has_every_vowel_and_consonant():
    documented = {spelling: sound for sound, others, _, _ in documented_sounds() for spelling in (sound, *others)}
    assert documented == VOWELS | CONSONANTS


def test_every_sound_is_written_in_devanagari_as_documented():
    documented = {sound: unicodedata.normalize("NFC", written) for sound, _, written, _ in documented_sounds()}
    assert {sound: to_devanagari(sound + "a" * (sound in CONSONANTS)) for sound in documented} == documented


def test_every_sound_is_written_in_roman_as_documented():
    around = {sound: "k{}k" if sound in VOWELS else "{}aak" for sound in (*VOWELS, *CONSONANTS)}
    documented = {sound: around[sound].format(roman) for sound, _, _, roman in documented_sounds()}
    assert {sound: to_roman(around[sound].format(sound)) for sound in documented} == documented


@given(itrans_words)
def test_every_word_converts_back_from_devanagari(word):
    assert from_devanagari(to_devanagari(word)) == canonical(word)


def test_words_equal_in_devanagari_are_equal_in_itrans():
    expected = {
        "raama": "raam",
        "dosta": "dost",
        "na": "na",
        "satya": "satya",
        "kR^iShNa": "kR^iShNa",
        "sundar": "su.ndar",
        "la.mbaa": "la.nbaa",
        "ThanDaa": "Tha.nDaa",
        "k_Shamaa": "kShamaa",
        "kat_haa": "kat_haa",
    }
    assert {each: canonical(each) for each in expected} == expected


@given(itrans_words)
def test_devanagari_has_no_latin_letter(word):
    assert not any(letter.isascii() and letter.isalpha() for letter in to_devanagari(word))


def test_a_line_is_written_word_by_word_in_each_script():
    written = {"itrans": "nadii ke paar", "roman": "nadi ke paar", "devanagari": "नदी के पार"}
    assert {script: write_in_script("nadii ke paar", script) for script in written} == written
