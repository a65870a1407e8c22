"""How far songs keep to their forms by the marks alone."""

from songs_of_our_own import spellings

from benchmarking.marked_obedience import count_by_marks

GEET = "dil hai\nmil hai\n\nraat\nkhil hai\ndil hai\n"  # Aa xaA


def kept(text, form="Aa xaA"):
    found = count_by_marks([{"text": text, "form": form}], spellings().sounds)
    return {part: (each["count"], each["of"]) for part, each in found.items()}


def test_a_song_that_keeps_to_its_form_is_kept_in_all_parts():
    assert kept(GEET) == {"rhyme": (2, 2), "radif": (2, 2), "refrain": (1, 1), "free": (2, 2)}


def test_a_line_that_does_not_rhyme_is_counted():
    assert kept(GEET.replace("khil", "nadii"))["rhyme"] == (1, 2)


def test_a_line_that_rhymes_with_another_letter_does_not_keep_its_rhyme():
    assert kept("dil\nnadii\nmil\nsadii\n", "abab")["rhyme"] == (2, 2)
    assert kept("dil\nnadii\nsadii\nmil\n", "abab")["rhyme"] == (0, 2)


def test_another_radif_is_counted():
    assert kept("dil hai\nmil hai\nraat\nkhil\nsil\n", "aaxaa")["radif"] == (1, 2)


def test_a_refrain_with_another_word_is_counted():
    assert kept(GEET.removesuffix("dil hai\n") + "dil thaa\n")["refrain"] == (0, 1)


def test_a_free_line_that_rhymes_is_counted():
    assert kept(GEET.replace("raat", "til hai"))["free"] == (1, 2)


def test_a_rhyme_that_the_marks_cannot_reach_is_not_counted():
    assert kept("dil\nek\ndo\ntiin\nchaar\nmil\n", "axxxxa")["rhyme"] == (0, 0)
