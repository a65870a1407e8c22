from dataclasses import replace

import numpy as np
import pytest
import slow_memory
from safetensors.numpy import save

from geetkar.memory.compiled import propose, remember
from geetkar.memory.discounts import read_discounts
from geetkar.memory.layout import layout_of
from geetkar.memory.learning import FIRST_DISCOUNTS, learn_memory, left_out, rows_by_song, songs_of
from geetkar.memory.likelihood import likelihoods
from geetkar.memory.memory import Memory, Reader, memory_of, rows_of
from geetkar.memory.tables import EDGE, NODE, state_before
from geetkar.vocabulary.encoding import encode_text
from geetkar.vocabulary.vocabulary import build_vocabulary
from geetkar.workflow.errors import InputError

SONG = "tara rara\ntara rum\n\nrum rum tara\ntara rara"
OTHER = "mumu tara mumu\n\ntara rara mumu\nrum"
TEXT = "\n\n\n".join([SONG, OTHER, SONG[:20] + OTHER, OTHER[3:], ""])
VOCABULARY = build_vocabulary(TEXT, "roman", "char")
LINE_BREAK, SPACE = VOCABULARY.numbers["\n"], VOCABULARY.numbers[" "]
NO_UNIT = -1


def encoded(text):
    return encode_text(text, VOCABULARY)


@pytest.fixture(scope="module", params=["song", "song_and_corpus"])
def memory(request):
    return learn_memory(request.param, encoded(TEXT), VOCABULARY)


@pytest.fixture(scope="module")
def song_memory():
    return learn_memory("song", encoded(TEXT), VOCABULARY)


def slow_corpus(memory, songs):
    """Return the counts of songs in plain Python, or None if the memory has no corpus."""
    counts = None
    for song in songs if memory.corpus is not None else []:
        counts = slow_memory.count([LINE_BREAK, *encoded(song).tolist()], slow_memory.CORPUS_ORDERS, counts)
    return counts


def slow_rows(memory, text, corpus):
    """Return the rows of a text that is one song, in plain Python."""
    units = encoded(text).tolist()
    settings = memory.discounts.tolist(), len(VOCABULARY), LINE_BREAK, SPACE
    return [
        slow_memory.row(units[:place], slow_memory.remembered(units[:place], LINE_BREAK), corpus, *settings)
        for place in range(len(units))
    ]


def songs_of_text():
    return [song + "\n\n\n" for song in TEXT.split("\n\n\n")[:-1]]


def test_rows_are_those_of_a_slow_memory(memory):
    new = "rum tara mumu rum\nrum tara\n\n  mum\nrara rum tara mumu rum\n"
    assert rows_of(memory, encoded(new)).tolist() == slow_rows(memory, new, slow_corpus(memory, songs_of_text()))


def corpus_memory():
    return learn_memory("song_and_corpus", encoded(TEXT), VOCABULARY)


def test_a_song_that_is_left_out_is_as_if_it_had_not_been_counted():
    memory, songs = corpus_memory(), songs_of_text()
    for place, (start, end) in enumerate(songs_of(encoded(TEXT), LINE_BREAK)):
        with left_out(memory, start, end):
            rows = rows_of(memory, encoded(songs[place]))
        assert rows.tolist() == slow_rows(memory, songs[place], slow_corpus(memory, songs[:place] + songs[place + 1 :]))


def test_a_song_that_was_left_out_is_counted_as_before():
    memory = corpus_memory()
    before = [array.copy() for array in memory.corpus]
    for start, end in songs_of(encoded(TEXT), LINE_BREAK):
        with left_out(memory, start, end):
            pass
    assert all(np.array_equal(old, new) for old, new in zip(before, memory.corpus, strict=True))


def test_rows_song_by_song_are_those_of_the_whole_text(memory):
    assert np.array_equal(np.concatenate(list(rows_by_song(memory, encoded(TEXT)))), rows_of(memory, encoded(TEXT)))


def test_likelihoods_are_the_exact_probabilities_of_the_song_on_what_else_is_known(memory):
    units, corpus = encoded(OTHER).tolist(), slow_corpus(memory, songs_of_text())
    songs = [[LINE_BREAK, *units[:place]] for place in range(len(units))]
    every = [slow_memory.proposals(song, corpus, memory.discounts.tolist(), len(VOCABULARY)) for song in songs]
    slow = [proposals[0 if corpus is None else 1][unit] for proposals, unit in zip(every, units, strict=True)]
    assert likelihoods(memory, state_before(1, LINE_BREAK), encoded(OTHER)).tolist() == slow


def test_probabilities_add_up_to_one(memory):
    state = state_before(1, LINE_BREAK)
    proposals = np.empty((len(memory.layout.distributions), len(VOCABULARY)))
    sums = []
    for unit in encoded(TEXT):
        propose(memory.settings, state, 0, proposals)
        sums.append(proposals.sum(axis=1))
        remember(memory.settings, state, 0, unit)
    assert np.allclose(sums, 1, rtol=0, atol=1e-12)


def test_a_song_has_the_same_rows_wherever_it_is_in_a_text(memory):
    alone = rows_of(memory, encoded(OTHER))
    assert np.array_equal(rows_of(memory, encoded(SONG + "\n\n\n" + OTHER))[-len(OTHER) :], alone)


def test_the_last_line_break_before_a_song_is_still_read_with_the_memory_of_the_song_before(song_memory):
    rows = rows_of(song_memory, encoded(SONG + "\n\n\n"))
    assert not np.array_equal(rows[-1, :-8], rows[0, :-8])


def test_a_memory_proposes_all_units_alike_at_the_beginning_of_a_song(song_memory):
    assert len(set(rows_of(song_memory, encoded(SONG))[0, : len(VOCABULARY)])) == 1


def test_a_long_song_is_forgotten_up_to_its_last_2000_units_when_it_has_4000(song_memory):
    random = np.random.default_rng(5)
    text = "".join(random.choice(list("tarum \n"), 4200))
    text = text.replace("\n\n", "\n")[:4100]
    fast = rows_of(song_memory, encoded(text))
    settings = song_memory.discounts.tolist(), len(VOCABULARY), LINE_BREAK, SPACE
    units = encoded(text).tolist()
    for place in (1, 3998, 3999, 4000, 4001, 4050):
        remembered = slow_memory.remembered(units[:place], LINE_BREAK)
        assert fast[place].tolist() == slow_memory.row(units[:place], remembered, None, *settings)


def test_texts_that_are_read_together_have_the_rows_of_each_alone(memory):
    texts = [encoded(text)[:30] for text in (SONG, OTHER, SONG[5:])]
    reader, units = Reader(memory, 3), np.array(texts).T
    together = np.concatenate([reader.rows_after(units[:7]), reader.rows_after(units[7:])])
    for text, rows in zip(texts, np.swapaxes(together, 0, 1), strict=True):
        assert np.array_equal(rows[:-1], rows_of(memory, text)[1:])


def test_songs_begin_after_every_third_line_break_in_a_row():
    assert songs_of(encoded("rum\n\n\n\n\n\n\ntara"), LINE_BREAK) == [(0, 6), (6, 9), (9, 14)]


def test_a_text_without_songs_is_counted_in_parts_as_long_as_a_memory():
    assert songs_of(encoded("ra" * 2500), LINE_BREAK) == [(0, 4000), (4000, 5000)]


def test_a_vocabulary_without_line_breaks_and_spaces_has_a_memory():
    vocabulary = build_vocabulary("raraaara", "roman", "char")
    memory, units = learn_memory("song", encode_text("raraaara", vocabulary), vocabulary), [1, 2, 1, 1, 2, 1, 2, 2]
    settings = memory.discounts.tolist(), len(vocabulary), NO_UNIT, NO_UNIT
    slow = [
        slow_memory.row(units[:place], slow_memory.remembered(units[:place], NO_UNIT), None, *settings)
        for place in range(len(units))
    ]
    assert rows_of(memory, np.array(units)).tolist() == slow


def test_a_row_has_a_byte_a_unit_and_distribution_and_eight_of_the_place():
    layout = layout_of("song_and_corpus", 29)
    assert (layout.width, layout.codes("song_on_corpus"), layout.place) == (66, slice(29, 58), slice(58, 66))


def test_a_memory_is_read_as_it_was_saved(memory, tmp_path):
    memory.save(tmp_path / "memory.safetensors")
    again = Memory.load(tmp_path / "memory.safetensors")
    assert np.array_equal(rows_of(again, encoded(SONG)), rows_of(memory, encoded(SONG)))


def test_a_memory_is_saved_in_the_same_bytes_each_time(memory, tmp_path):
    for name in ("one", "two"):
        learn_memory("song" if memory.corpus is None else "song_and_corpus", encoded(TEXT), VOCABULARY).save(
            tmp_path / name
        )
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_the_discounts_alone_are_read_as_they_were_saved(song_memory, tmp_path):
    song_memory.save(tmp_path / "memory.safetensors")
    assert read_discounts(tmp_path / "memory.safetensors") == song_memory.discounts.tolist()


@pytest.mark.parametrize("read", [Memory.load, read_discounts])
@pytest.mark.parametrize(
    "content",
    [
        b"no memory",
        save({"units": np.array([29, 1, 2])}),
        save({"units": np.array(29), "discounts": np.ones((2, 11, 3))}),
        save({"units": np.array([29, 1, 2]), "discounts": np.full((2, 11, 3), 3.5)}),
    ],
    ids=["other bytes", "no discounts", "a single number for units", "discounts too large"],
)
def test_another_file_is_no_memory(content, read, tmp_path):
    (tmp_path / "memory.safetensors").write_bytes(content)
    with pytest.raises(InputError, match=r"memory\.safetensors is not a memory .+: delete it and run again"):
        read(tmp_path / "memory.safetensors")


@pytest.mark.parametrize("units", [[-1], [len(VOCABULARY)], [1, 1]])
def test_units_that_are_not_in_the_vocabulary_are_not_read(song_memory, units):
    with pytest.raises(ValueError, match="units of a vocabulary"):
        Reader(song_memory, 1).rows_after(np.array([units]))


def damaged(tensors, name, field, place, value):
    """Return tensors in which one number has another value."""
    tensors = {each: array.copy() for each, array in tensors.items()}
    kind = {"corpus.nodes": NODE, "corpus.edges": EDGE}.get(name, tensors[name].dtype)
    array = tensors[name].view(kind)
    (array[field] if field else array)[place] = value
    return tensors


@pytest.mark.parametrize(
    ("name", "field", "place", "value"),
    [
        ("units", None, 0, 2),
        ("units", None, 1, len(VOCABULARY)),
        ("discounts", None, (0, 0, 0), np.nan),
        ("discounts", None, (1, 2, 0), 1.5),
        ("corpus.slots", None, 0, 10**6),
        ("corpus.slots", None, slice(None), 1),
        ("corpus.sizes", None, 0, 10**6),
        ("corpus.sizes", None, 1, -1),
        ("corpus.nodes", "end", 7, 10**6),
        ("corpus.nodes", "end", 7, -3),
        ("corpus.nodes", "order", 7, 400),
        ("corpus.nodes", "first", 7, 10**6),
        ("corpus.edges", "unit", 7, len(VOCABULARY)),
        ("corpus.edges", "next", 7, 8),
        ("corpus.edges", "count", 7, -2),
    ],
)
def test_a_memory_with_a_damaged_number_is_refused(name, field, place, value):
    tensors = corpus_memory().tensors()
    with pytest.raises(ValueError, match=r"impossible|larger"):
        memory_of(damaged(tensors, name, field, place, value))


def test_discounts_that_are_found_make_the_songs_likelier_than_the_first_ones(song_memory):
    first = replace(song_memory, discounts=np.broadcast_to(FIRST_DISCOUNTS, song_memory.discounts.shape).copy())
    units = encoded(SONG)

    def cost(each):
        return rows_of(each, units)[np.arange(len(units)), units].sum()

    assert cost(song_memory) < cost(first)
