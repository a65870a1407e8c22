"""The comparison of networks' texts with people's songs."""

from songs_of_our_own import LINES, spellings, training_songs, written

from benchmarking.text_comparison import SHOWN, as_table, measure_texts
from geetkar.corpus.song_text import SONG_BREAK

HELD_OUT = SONG_BREAK.join(["\n".join(LINES)] * 3) + "\n"


def test_people_and_each_writer_are_measured_alike():
    texts = {"parrot": [written("itrans")] * 32, "network": ["\n".join([*LINES, LINES[0], ""])] * 16}
    measured = measure_texts(texts, HELD_OUT, training_songs(), spellings())
    assert list(measured) == ["people", "parrot", "network"]
    assert measured["parrot"]["lines_in_training"] == 1.0
    assert measured["network"]["repeated_lines"] == 0.2
    assert measured["people"]["copied_characters"] < measured["parrot"]["copied_characters"]


def test_the_table_has_a_row_for_each_writer():
    measured = measure_texts({"network": [written("itrans")] * 32}, HELD_OUT, training_songs(), spellings())
    head, rule, people, network, *_ = as_table(measured, "2 cores").splitlines()
    assert people.startswith("| people | ") and network.startswith("| network | 32 | 100.0% (100.0% to 100.0%) |")
    assert {line.count("|") for line in (head, rule, people, network)} == {len(SHOWN) + 3}
