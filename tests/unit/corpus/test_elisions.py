"""Lines that a file abbreviates."""

import pytest
from processor_time import takes_linear_time
from songs_in_tokens import lines_of, sung

from geetkar.corpus.formats.song import Song
from geetkar.corpus.lyrics.cleaning import clean

MUKHDA = "nadii ke paar ko_ii gaataa hai\nraat bhar naav vo chalaataa hai"
OTHER = "baa.Ns ban me.n havaa Dolatii hai"


def last_line(line, before=MUKHDA, after=""):
    """Return the verse after `before` as it is sung, if the file has `line` there."""
    return sung(f"{before}\n\n{OTHER}\n{line}{after}").verses[-1][1:]


@pytest.mark.parametrize(
    "given",
    [
        "nadii ke ...",
        "nadii ke paar ko_ii ...",
        "ho nadii ke ...",
        "are o nadii ke ...",
        "nadi ke paar ...",
        "nadiike paar ...",
        "nadii k paar ...",
        "nadii ke vo paar ko_ii ...",
        "nadii paar ko_ii ...",
        "nadii se paar ko_ii ...",
    ],
)
def test_a_line_is_found_by_the_sound_of_its_first_words(given):
    assert last_line(given)[0].endswith("gaataa hai")


def test_the_words_that_the_file_gives_stay_as_they_are():
    assert last_line("ho nadi ke ...") == ["ho nadi ke paar ko_ii gaataa hai"]


def test_a_line_that_begins_with_an_interjection_is_found_without_it():
    assert last_line("nadii ke ...", before="o rii nadii ke paar gaa_uu.N\nraat bhar naav chalaa_uu.N") == [
        "nadii ke paar gaa_uu.N"
    ]


def test_words_from_the_middle_of_a_line_go_on_from_there():
    assert last_line("ko_ii gaataa ...") == ["ko_ii gaataa hai"]


def test_the_last_words_of_a_line_can_begin_another_one():
    assert last_line("mere saath tuu chal nadii ke ...") == ["mere saath tuu chal nadii ke paar ko_ii gaataa hai"]


def test_one_last_word_can_begin_a_line_after_a_verse_that_is_only_a_call():
    line = "mere saath tuu chal nadii ..."
    assert last_line(line, before=f"o saajanaa\n\n{MUKHDA}") == ["mere saath tuu chal nadii ke paar ko_ii gaataa hai"]


def test_one_last_word_can_begin_a_line_of_the_first_verse():
    assert last_line("mere saath tuu chal nadii ...") == ["mere saath tuu chal nadii ke paar ko_ii gaataa hai"]


def test_of_two_lines_the_one_in_the_first_verse_is_meant():
    before = f"{MUKHDA}\n\nnadii ke ghaaT pe saa.njh Dhale\nphuul pe jugnuu kaa diip jale"
    assert last_line("nadii ke ...", before) == ["nadii ke paar ko_ii gaataa hai"]


def test_blank_lines_before_the_song_are_no_verse():
    body = f"%\n\n{MUKHDA}\n\nnadii ke ghaaT pe saa.njh Dhale\n\n{OTHER}\n" + r"nadii ke \threedots"
    assert clean(Song("1", body=body)).verses[-1][-1] == "nadii ke paar ko_ii gaataa hai"


def test_of_two_lines_outside_the_first_verse_the_later_one_is_meant():
    before = f"{MUKHDA}\n\nphuul khile hai.n van me.n\nphuul jhare hai.n man me.n"
    assert last_line("phuul ...", before) == ["phuul jhare hai.n man me.n"]


def test_an_elision_after_a_whole_line_means_the_rest_of_its_verse():
    assert last_line("nadii ke paar ko_ii gaataa hai ...") == MUKHDA.split("\n")


def test_a_refrain_that_the_file_goes_on_with_is_not_doubled():
    after = "\nraat bhar naav vo chalaataa hai"
    assert last_line("nadii ke paar ko_ii gaataa hai ...", after=after) == MUKHDA.split("\n")


def test_a_refrain_whose_next_line_is_also_abbreviated_is_not_doubled():
    assert last_line("nadii ke paar ko_ii gaataa hai ...", after="\nraat bhar ...") == MUKHDA.split("\n")


def test_a_refrain_that_the_file_writes_out_after_it_is_not_doubled():
    song = lines_of(f"{MUKHDA}\n\n{OTHER}\nnadii ke paar ko_ii gaataa hai ...\n\n{MUKHDA}")
    assert song == f"{MUKHDA}\n\n{OTHER}\nnadii ke paar ko_ii gaataa hai\n\n{MUKHDA}"


def test_a_verse_that_is_too_long_for_a_refrain_is_not_written_again():
    long = "\n".join(["nadii ke paar jaa", *(f"lahar {'a' * count}ttii kinaare aa_ii" for count in range(1, 18))])
    assert last_line("nadii ke paar jaa ...", long) == ["nadii ke paar jaa"]


def test_a_verse_that_ends_with_its_first_line_is_not_written_again():
    song = lines_of(f"{MUKHDA}\nnadii ke paar ko_ii gaataa hai ...\n\n{OTHER}")
    assert song == f"{MUKHDA}\nnadii ke paar ko_ii gaataa hai\n\n{OTHER}"


def test_a_refrain_is_written_again_without_its_own_return():
    before = f"{MUKHDA}\nnadii ke paar ko_ii gaataa hai ...\n\n{OTHER}"
    assert last_line("nadii ke paar ko_ii gaataa hai ...", before) == MUKHDA.split("\n")


def test_a_beginning_alone_on_its_line_means_the_longer_line_that_begins_so():
    before = "ho nadii ke paar ko_ii gaataa hai\nraat bhar naav vo chalaataa hai\nnadii ke paar"
    assert last_line("nadii ke paar ...", before) == ["nadii ke paar ko_ii gaataa hai"]


def test_a_line_that_another_singer_ends_is_not_filled_in():
    song = lines_of(f"{MUKHDA}\n\n{OTHER}\n\nnadii ke paar ...\n\nko_ii gaataa hai ...")
    assert song.endswith("nadii ke paar\n\nko_ii gaataa hai")


def test_the_end_of_a_line_is_not_filled_in_with_itself():
    before = "ghar aa jaa naav ghar aa jaa\nraat bhar naav vo chalaataa hai"
    assert last_line("naav ghar aa jaa ...", before) == ["naav ghar aa jaa"]


def test_a_refrain_is_written_again_until_it_returns():
    before = "nadii ke paar jaa\nlahar uThe\nnadii ke paar jaa\nnaav chale"
    assert last_line("nadii ke paar jaa ...", before) == ["nadii ke paar jaa", "lahar uThe"]


def test_the_words_that_end_the_lines_of_a_song_are_filled_in_after_other_words():
    before = "nadii to pyaasii hai tere binaa kuchh nahii.n"
    assert last_line("lahar bhii kahe tere binaa ...", before) == ["lahar bhii kahe tere binaa kuchh nahii.n"]


def test_words_that_are_complete_at_the_end_of_a_line_are_not_filled_in():
    before = "naav chalii chal dhiire chal dhiire"
    assert last_line("lahar bhii kahe chal dhiire ...", before) == ["lahar bhii kahe chal dhiire"]


def test_dots_before_the_end_of_a_later_line_are_all_words_up_to_it():
    mukhda = "nadii ke paar jaa\nlahar uThe\nnaav chale"
    assert last_line("nadii ... chale", mukhda) == mukhda.split("\n")


def test_dots_between_two_lines_of_a_verse_are_the_lines_between_them():
    mukhda = "nadii ke paar jaa\nlahar uThe\nnaav chale\ndiip jale"
    assert last_line("nadii ke paar jaa ... diip jale", mukhda) == mukhda.split("\n")


def test_an_elision_alone_on_its_line_goes_on_with_the_verse():
    assert last_line("nadii ke paar ko_ii gaataa hai\n...") == MUKHDA.split("\n")


def test_an_elision_between_two_halves_is_filled_in():
    assert last_line("nadii ke ... gaataa hai") == ["nadii ke paar ko_ii gaataa hai"]


def test_two_halves_of_different_lines_are_two_lines():
    assert last_line("nadii ke ... kal phir aanaa") == ["nadii ke paar ko_ii gaataa hai", "kal phir aanaa"]


def test_two_abbreviated_lines_on_one_line_are_two_lines():
    assert last_line("nadii ke ... raat bhar ...") == MUKHDA.split("\n")


def test_dots_after_an_interjection_are_a_pause():
    assert last_line("ho ... kal phir aanaa") == ["ho kal phir aanaa"]


@pytest.mark.parametrize("line", ["nadii ke ... nadii ke us paar chalo", "ho nadii re ... nadii re"])
def test_dots_between_repeated_words_are_a_pause(line):
    assert last_line(line, before=f"{MUKHDA}\nnadii re tuu bataa kahaa.N jaa_e") == [line.replace("... ", "")]


def test_dots_after_a_line_that_abbreviates_nothing_are_a_pause():
    song = sung(f"{MUKHDA}\n\n{OTHER}\nchaa.Nd tere bin ruuThaa re ...")
    assert song.verses[-1][-1] == "chaa.Nd tere bin ruuThaa re"
    assert [mark.kind for mark in song.marks] == ["pause"]


def test_the_full_line_can_come_later():
    song = lines_of(f"koyal bole ...\n{OTHER}\n\nkoyal bole kuhu kuhu\n{OTHER}")
    assert song.startswith("koyal bole kuhu kuhu\n")


def test_an_abbreviated_line_that_is_not_resolved_is_no_line():
    song = sung(f"{MUKHDA}\n\n{OTHER}\nnadii raanii ...\nkal phir aanaa")
    assert song.verses[-1] == [OTHER, "kal phir aanaa"]


def test_the_mark_of_an_unresolved_line_has_its_words():
    (fragment,) = [mark for mark in sung(f"{MUKHDA}\n\nnadii raanii ...").marks if mark.kind == "fragment"]
    assert (fragment.text, fragment.line, fragment.word) == ("nadii raanii", 2, 0)


def test_english_words_of_a_line_are_found():
    assert last_line("COME ...", before="COME WITH ME nadii ke paar\nraat hu_ii") == ["come with me nadii ke paar"]


def test_a_line_that_is_filled_in_can_be_meant_itself():
    before = f"{MUKHDA}\n\nsun le saajan nadii ke ..."
    assert last_line("sun le ...", before) == ["sun le saajan nadii ke paar ko_ii gaataa hai"]


@pytest.mark.parametrize("given", ["nadii ke ...", "nadii ke paar ko_ii gaataa hai ...", "naav aa_ii nadii ke ..."])
def test_no_line_ends_in_an_elision(given):
    assert "elision" in [mark.kind for mark in sung(f"{MUKHDA}\n\n{given}").marks]


HOSTILE = [
    "a b ...\n",
    "a b c d\na b ...\n",
    "a ... ",
    "a b c ... d\n",
    "... ",
    "...\n",
    "naav\nnaav ...\n",
    "kal kal kal ",
    "2( a ",
    ") ",
    "2( a ) ",
    "2( 2( ",
    "a ...\n\n",
    "COME ...\n",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_songs_take_linear_time(piece):
    def sing_song(characters):
        hostile = piece * (characters // len(piece))
        sung(f"{MUKHDA}\n\n{hostile}\n{hostile}", "expand")

    assert takes_linear_time(sing_song, 24_000)


def test_different_long_lines_take_linear_time():
    def sing_song(lines):
        sung("\n".join(f"nadii l{number} ke paar jaa ...\nnadii l{number}q ke paar" for number in range(lines)))

    assert takes_linear_time(sing_song, 1_600)
