"""English in songs: what is sung, what is a remark, and what becomes of it."""

import pytest

from geetkar.corpus.formats.song import Song
from geetkar.corpus.lyrics.cleaning import clean

OPENING = "nadii kinaare diip jale\nraat suhaanii dhiire chale"


def lyrics(body, **options):
    return clean(Song("1", singers=("Meena Rao", "Suraj Sen"), body=f"{OPENING}\n\n{body}"), **options)


def lines(body, **options):
    """Return the lines after the opening."""
    return [line for verse in lyrics(body, **options).verses[1:] for line in verse]


def marks(body, kind):
    return [mark.text for mark in lyrics(body).marks if mark.kind == kind]


@pytest.mark.parametrize(
    ("line", "sung"),
    [
        ("meraa ##pen## kho gayaa", "meraa pen kho gayaa"),
        ("##Come with me##", "come with me"),
        ("#train# chalii ##station## se", "train chalii station se"),
        ("#train## chalii ##station## se", "train chalii station se"),
        ("##don't say, baby!## chalo", "dont say baby chalo"),
        ("##T.V.## dekho", "tv dekho"),
        ("##café## chalo", "cafe chalo"),
        ("chalo ##on sunday", "chalo on sunday"),
        ("chalo # dekho", "chalo dekho"),
        ("##no...## chalo", "no chalo"),
        ("I miss you", "i miss you"),
        ("raanii I love you, raanii", "raanii i love you raanii"),
        ("What can I do without you", "what can i do without you"),
        ("Listen to the ocean, my dear, what a night", "listen to the ocean my dear what a night"),
    ],
)
def test_english_that_is_sung_stays_in_its_line(line, sung):
    assert lines(line) == [sung]


@pytest.mark.parametrize(
    "line", ["us ko dekho", "ye noT le lo", "vo the to so ga_e", "had se aage", "love mile to le lo", "pas is ke he"]
)
def test_hindi_that_looks_like_english_stays_hindi(line):
    assert marks(line, "english") == []


def test_english_can_go_on_over_lines():
    assert lines("##one\ntwo## chalo\nbole") == ["one", "two chalo", "bole"]
    assert marks("##one\ntwo## chalo", "english") == ["one", "two"]


def test_english_between_two_open_signs_is_paired_line_by_line():
    assert lines("##one\nchalo ##raat## two## bole") == ["one", "chalo raat two bole"]


def test_a_mark_has_the_english_as_the_file_has_it():
    assert marks("chalo ##On Sunday, dear## chale.n", "english") == ["On Sunday, dear"]


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("##Second version##", "Second version"),
        ("##(slow)## chalo", "slow"),
        ("chalo (##laughs##)", "laughs"),
        ("##music##", "music"),
        ("mii: ##laughs## chalo", "laughs"),
        ("##The slow lines:## chalo", "The slow lines"),
        ("(aalaap)", "aalaap"),
        ("a.ntaraa 1: chalo", "a.ntaraa 1"),
        ("aalaap", "aalaap"),
        ("chalo ||sthaayii||", "sthaayii"),
        ("##part 2##", "part 2"),
        ("##Part Two - Sung by A Singer##", "Part Two - Sung by A Singer"),
        ("chalo ##(2 empty bars)##", "2 empty bars"),
        ("This stanza is without music in the film", "This stanza is without music in the film"),
    ],
)
def test_a_remark_is_a_note(line, note):
    assert marks(f"{line}\nbole", "note") == [note]
    assert lines(f"{line}\nbole") in (["bole"], ["chalo", "bole"])


@pytest.mark.parametrize("line", ["dhiimaa ##slow music## bajaa", "(##I love you##) chalo", "( ##dance dance## ) \\-2"])
def test_english_that_only_looks_like_a_remark_is_sung(line):
    assert marks(line, "note") == []


@pytest.mark.parametrize("label", ["##Meena##:", "##Meena:##", "##MEENA## \\:", "(##Meena##):"])
def test_a_label_in_english_is_a_cue(label):
    assert marks(f"{label} chalo", "cue") == ["Meena Rao"]
    assert lines(f"{label} chalo") == ["chalo"]


def test_a_singer_in_brackets_above_the_words_is_a_cue():
    assert marks("##(Meena)##\nchalo", "cue") == ["Meena Rao"]


@pytest.mark.parametrize("line", ["(ko: koras)", "ko: ##chorus##"])
def test_a_line_that_explains_an_abbreviation_for_the_chorus_is_a_note(line):
    assert lines(f"{line}\nchalo\nko: bole") == ["chalo", "bole"]


def test_a_long_passage_of_english_is_a_note():
    story = "\n".join(f"line {'x' * number} of the story" for number in range(1, 15))
    assert lines(f"chalo\n##{story}##\nbole") == ["chalo", "bole"]


def test_a_passage_of_english_over_several_lines_with_a_word_of_remarks_is_a_note():
    assert lines("chalo ##clearing his throat\nlike an old man## bole\nsuno") == ["chalo", "bole", "suno"]


def test_a_passage_of_english_over_several_lines_is_sung_otherwise():
    assert lines("chalo\n##little bird\nup in the tree##") == ["chalo", "little bird", "up in the tree"]


@pytest.mark.parametrize("remark", ["##ringing bell##", "##in slow mode##", "( yo.cD.hli.nga )"])
def test_a_remark_alone_on_its_line_is_a_note(remark):
    assert lines(f"chalo\n{remark}\nbole") == ["chalo", "bole"]


def test_english_can_be_dropped_with_the_whole_line():
    assert lines("meraa ##pen## kho gayaa\nchalo ( re ) \\-2", english="drop") == ["chalo re"]


def test_what_is_dropped_is_kept_as_a_note():
    dropped = lyrics("meraa ##pen## kho gayaa", english="drop")
    assert [mark.text for mark in dropped.marks if mark.kind == "note"] == ["meraa pen kho gayaa"]


def test_a_mark_has_only_the_words_of_passages_that_meet():
    assert marks("##hello## ##hello## chalo", "english") == ["hello hello"]


def test_a_mark_of_english_that_was_filled_in_has_its_words():
    assert marks("##Hello dear## raanii\n##Hello dear## \\threedots", "english") == ["Hello dear", "Hello dear"]


def test_a_label_may_have_a_number():
    assert marks("#Female Singer 1:#\nchalo", "cue") == ["female"]
