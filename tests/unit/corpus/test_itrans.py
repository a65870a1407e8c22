import gzip
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geetkar.corpus.transliteration.certain_words import ENDING_IN_AA, WITH_CONJUNCT
from geetkar.corpus.transliteration.derive_certain_words import certain_words, count_songs
from geetkar.corpus.transliteration.itrans import (
    canonical,
    from_devanagari,
    sounds,
    to_devanagari,
    to_roman,
    write_in_script,
)
from geetkar.corpus.transliteration.letters import CONSONANTS, SPELLINGS, VOWELS

HERE = Path(__file__).parent

itrans_words = st.lists(st.sampled_from(sorted([*SPELLINGS, "_", ".h", "OM"])), min_size=1, max_size=8).map("".join)
CERTAIN = sorted(ENDING_IN_AA | WITH_CONJUNCT)


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
        "rang": "ra.ng",
        "insaan": "i.nsaan",
        "shahanshaah": "shaha.nshaah",
        "ankhiyaa.N": "a.nkhiyaa.N",
        "unkaa": "unkaa",
        "vaa~Nmay": "vaa~Nmay",
        "xamaa": "kShamaa",
        "j~naan": "GYaan",
        "dnyaana": "GYaan",
        "dnYaana": "GYaan",
        "kRRipaa": "kR^ipaa",
        "ko_ii": "ko_ii",
        "koii": "ko_ii",
        "ga_ii": "ga_ii",
        "gaii": "ga_ii",
        "ga_uu": "ga_uu",
        "lauu": "la_uu",
        "bhalaa_ii": "bhalaa_ii",
        "bhalaaii": "bhalaa_ii",
        "gai_i": "gai_i",
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


def test_the_sacred_syllable_is_one_letter():
    assert [to_devanagari(word) for word in ("OM", "AUM")] == ["ॐ", "ॐ"]
    assert (to_roman("OM"), from_devanagari("ॐ"), from_devanagari("ॐकार")) == ("om", "OM", "o.nkaar")


def test_a_name_in_capitals_is_read_as_it_is_meant():
    assert [canonical(word) for word in ("SRI", "SHRI")] == ["shrii", "shrii"]


def test_a_capital_that_no_word_begins_with_is_a_small_letter():
    expected = {"Rekhaa": "rekhaa", "Habiib": "habiib", "Madhur": "madhur", "R^ituraaj": "R^ituraaj", "R": "r"}
    assert {word: canonical(word) for word in expected} == expected


def test_no_word_begins_with_a_flapped_letter_or_a_nasal():
    assert [canonical(word) for word in (".Dagar", ".Dhol", ".nadii", "M", "H")] == ["Dagar", "Dhol", "adii", "", ""]


def test_a_seam_between_consonants_is_no_conjunct():
    expected = {
        "ban_kar": "banakar",
        "an_jaanaa": "anajaanaa",
        "dil_rubaa": "dilarubaa",
        "mad_hosh": "madahosh",
        "gul_daste.n": "guladaste.n",
        "naq_sh": "naqsh",
        "sa~N_g": "sa.ng",
        "ga_ii": "ga_ii",
        "_nadii_": "nadii",
    }
    assert {word: canonical(word) for word in expected} == expected


def test_a_seam_in_a_word_that_songs_have_with_a_conjunct_only_separates_letters():
    assert [canonical(word) for word in ("jal_dii", "vish_vaas", "taman_naa")] == ["jaldii", "vishvaas", "tamannaa"]


def test_a_word_that_songs_have_only_with_a_long_vowel_has_one():
    expected = {"mera": "meraa", "apana": "apanaa", "duniya": "duniyaa", "kya": "kyaa"}
    assert {word: canonical(word) for word in expected} == expected


def test_a_word_whose_last_vowel_could_be_meant_keeps_its_sounds():
    expected = {"giita": "giit", "raama": "raam", "chala": "chal", "na": "na", "satya": "satya"}
    assert {word: canonical(word) for word in expected} == expected


def test_devanagari_is_read_as_it_is_written():
    assert [from_devanagari(word) for word in ("मेर", "जलदी")] == ["mer", "jaladii"]


def test_letters_with_different_meanings_stay_different():
    letters = [("t", "T"), ("d", "D"), ("n", "N"), ("k", "K"), ("g", "G"), ("s", "sh")]
    assert [pair for pair in letters if len({canonical(f"{letter}aa") for letter in pair}) == 1] == []


def test_certain_words_are_canonical_and_convert_back_from_devanagari():
    assert [word for word in CERTAIN if not word == canonical(word) == from_devanagari(to_devanagari(word))] == []


def test_words_that_the_table_decides_are_not_counted_for_it(tmp_path):
    raw = "\\startsong\n#indian\nmera dil jal_dii\nnadii kinaare ko gaayaa\n#endindian\n\\endsong\n"
    origin = {"file": "1.isb.txt", "url": None, "fetched_at": None, "sha256": "0", "encoding": "ascii"}
    with gzip.open(tmp_path / "songs.jsonl.gz", "wt") as archive:
        archive.write(json.dumps({"song": "1", **origin, "raw": raw}) + "\n")
    counts = count_songs(str(tmp_path / "songs.jsonl.gz"))
    assert counts == dict.fromkeys(("dil", "nadii", "kinaare", "ko", "gaayaa"), 1)


def test_a_word_of_the_table_is_still_certain_when_the_table_is_derived_again():
    assert set(certain_words({"kyaa": 500})) == {("kyaa", "aa"), ("kyaa", "conjunct")}


def test_words_are_certain_that_a_corpus_writes_often_and_in_one_way():
    counts = {"saaraa": 200, "saar": 2, "giitaa": 200, "giit": 3, "naa": 500, "meraa": 4, "jaldii": 5}
    assert list(certain_words(counts)) == [("saaraa", "aa"), ("jaldii", "conjunct")]


@given(itrans_words)
def test_canonical_spelling_is_unchanged_by_spelling_again(word):
    assert canonical(canonical(word)) == canonical(word)


@given(itrans_words)
def test_canonical_spelling_keeps_the_sounds(word):
    assert sounds(canonical(word)) == sounds(word)


@given(st.text(max_size=20))
def test_every_text_can_be_spelled(text):
    assert set(sounds(text)) <= {*SPELLINGS.values(), "OM"}


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


def test_words_that_differ_in_the_sign_of_a_nasal_are_the_same_in_roman():
    pairs = [("ka.nganaa", "ka.Nganaa"), ("ha.nsate", "ha.Nsate"), ("u.ngalii", "u.Ngalii"), ("ku.N_aa", "ku_aa.N")]
    expected = ["kangna", "hanste", "ungli", "kuan"]
    assert [(to_roman(one), to_roman(other)) for one, other in pairs] == [(each, each) for each in expected]


def test_a_visarga_that_only_doubles_a_sound_is_not_written_in_roman():
    assert [to_roman(word) for word in ("duHkh", "duHkho.n", "namaH")] == ["dukh", "dukho", "namah"]


def test_the_prefix_be_keeps_the_schwa_after_it():
    expected = {
        "bevajah": "bevajah",
        "beasar": "beasar",
        "beparavaa": "beparva",
        "bechane": "bechne",
        "behatar": "behtar",
    }
    assert {word: to_roman(word) for word in expected} == expected


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
    written = {sound: to_devanagari(f"o_{sound}" + "a" * (sound in CONSONANTS)) for sound in documented}
    assert {sound: word.removeprefix("ओ") for sound, word in written.items()} == documented


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
        "kat.hhaa": "kat.hhaa",
    }
    assert {each: canonical(each) for each in expected} == expected


@given(itrans_words)
def test_devanagari_has_no_latin_letter(word):
    assert not any(letter.isascii() and letter.isalpha() for letter in to_devanagari(word))


def test_a_line_is_written_word_by_word_in_each_script():
    written = {"itrans": "nadii ke paar", "roman": "nadi ke paar", "devanagari": "नदी के पार"}
    assert {script: write_in_script("nadii ke paar", script) for script in written} == written
