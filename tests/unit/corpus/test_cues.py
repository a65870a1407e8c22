import pytest

from geetkar.corpus.formats.song import Song
from geetkar.corpus.lyrics.cues import Voices


def meaning(label, *singers, labels=(), marked=False, **named):
    return Voices(Song("1", singers=singers, **named), [label, *labels]).meaning(label, marked)


@pytest.mark.parametrize(
    ("label", "singer"),
    [
        ("gii", "Geeta"),
        ("giitaa", "Geeta Rao"),
        ("alakaa", "Alka Rao"),
        ("al", "Alka Rao"),
        ("nuur jahaa.N", "Noorjehan"),
        ("Amirbai", "Ameerbai"),
        ("khurashiid", "Khursheed"),
        ("keke", "Kay Kay"),
        ("ke", "K K"),
        ("raa", "R D Rao"),
        ("sa", "Saigal"),
        ("gaa", "Gayatri"),
        ("zb", "Zeenat Begum"),
        ("zb??", "Zeenat Begum"),
        ("u. ba. khaan", "Ustad Badal Khan"),
        ("##Geeta##", "Geeta"),
        ("bho", "Bhola"),
        ("bholaa raav", "Bhola"),
    ],
)
def test_a_label_means_the_singer_who_sounds_like_it(label, singer):
    assert meaning(label, singer, "Pritam Ved") == singer


@pytest.mark.parametrize("label", ["la,ra", "la/ra", "lataa aur rafii", "la. & ra.", "lataa-rafii", "Lata with Rafi"])
def test_a_label_can_mean_two_singers(label):
    assert meaning(label, "Rafi", "Lata") == "Lata, Rafi"


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("koras", "chorus"),
        ("ko", "chorus"),
        ("cho", "chorus"),
        ("dono.n", "both"),
        ("(dono)", "both"),
        ("tiino.n", "all three"),
        ("puruSh", "male"),
        ("la.Dakii", "female"),
        ("female voice", "female"),
        ("Female Singer 2", "female"),
        ("fem ko", "female chorus"),
        ("both with chorus", "both, chorus"),
        ("bachche", "children"),
    ],
)
def test_a_generic_label_is_known(label, meant):
    assert meaning(label, "Lata", "KK", "Chitra") == meant


def test_a_named_singer_goes_before_the_chorus():
    assert (meaning("al", "Alka Rao"), meaning("al", "Lata")) == ("Alka Rao", "chorus")


def test_the_first_word_of_a_name_goes_before_the_others():
    assert meaning("sa", "Kumar Sanu", "Sadhana Rao") == "Sadhana Rao"


def test_an_abbreviation_of_two_singers_stays_open():
    assert meaning("aa", "Asha", "Arun") == "aa"


def test_one_singer_in_two_spellings_is_one():
    assert meaning("ki", "Kishor", "Kishore", "Lata") in ("Kishor", "Kishore")


def test_a_singer_called_chorus_is_the_chorus():
    assert meaning("chorus", "Lata", "Chorus") == "chorus"


@pytest.mark.parametrize(
    ("label", "named"),
    [
        ("rekhaa", {"starring": ["Rekha Rao"]}),
        ("gulazaar", {"lyricists": ["Gulzar"]}),
        ("RDR", {"composers": ["R D Rao"]}),
    ],
)
def test_an_actor_composer_or_lyricist_named_in_full_is_meant(label, named):
    assert meaning(label, "Lata", **named) == next(iter(named.values()))[0]


def test_an_abbreviation_means_no_actor():
    assert meaning("re", "Lata", starring=["Rekha Rao"]) == "re"


def test_the_version_of_a_singer_is_no_cue():
    assert meaning("Lata version", "Lata") is None


def test_two_short_words_are_an_abbreviation():
    assert meaning("duu sa", "Lata") == "duu sa"


def test_a_word_of_the_song_is_no_cue():
    assert meaning("kahataa hai", "Lata") is None


def test_a_label_before_several_lines_is_a_cue():
    assert meaning("raadhaa", "Lata", labels=["raadhaa"]) == "raadhaa"


@pytest.mark.parametrize(("label", "meant"), [("raadhaa", "raadhaa"), ("us ne kahaa", None)])
def test_a_marked_label_is_a_cue_if_it_is_short(label, meant):
    assert meaning(label, "Lata", marked=True) == meant


def test_an_abbreviated_name_is_a_cue_whoever_it_is():
    assert meaning("u. ba. khaan", "Lata") == "u. ba. khaan"


@pytest.mark.parametrize(("label", "meant"), [("lataa", "Lata"), ("raadhaa", None), ("la,xy", None), ("", None)])
def test_only_a_label_whose_names_are_all_known_is_certain(label, meant):
    assert Voices(Song("1", singers=("Lata", "Rafi"))).certain(label) == meant


def test_a_name_without_letters_is_ignored():
    assert meaning("la", "?", "Lata") == "Lata"
