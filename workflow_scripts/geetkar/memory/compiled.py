"""Count and predict unit by unit, in functions that numba compiles.

Kneser-Ney counts: the highest order counts how often a unit followed a context; a lower order counts a unit only where
the next higher one had not seen it after its longer context. Counts of 1, 2, and 3 or more are discounted, and what is
taken goes to the next lower order (Chen, Goodman 1999, "An Empirical Study of Smoothing Techniques for Language
Modeling").

All compiled functions that call others are in this file, and what they use from other files are arguments: numba keeps
compiled code for as long as the file of a function is the same, and does not look at the files of what it calls.
"""

from collections.abc import Callable

import numpy as np
from numba import njit

from geetkar.memory.tables import Counts, Settings, State

MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
HALF = np.uint64(32)  # bits
SONG_BREAKS = 3  # line breaks between two songs
# The numbers of a place.
COLUMN, WORDS, IN_WORD, LINES, VERSE_LINES, LENGTH, LENGTH_BEFORE, WORDS_BEFORE, BREAKS = range(9)


def compiled(function: Callable) -> Callable:
    """Compile a function when it is first called.

    The code is kept in `__pycache__`, or if that is read-only in the user's cache. Where neither can be written, each
    process compiles for itself, which takes some 15 seconds.
    """
    try:
        return njit(cache=True)(function)
    except RuntimeError:
        return njit(function)


@compiled
def hash_contexts(text: np.ndarray, position: int, first: int, orders: np.ndarray, hashes: np.ndarray) -> int:
    """Write the hash of each context before a position into `hashes`; return how many do not reach before `first`."""
    hashed = np.uint64(1)
    length = 0
    for rank in range(len(orders)):
        if position - orders[rank] < first:
            return rank
        while length < orders[rank]:
            length += 1
            hashed = (hashed ^ np.uint64(text[position - length] + 1)) * MULTIPLIER
            hashed ^= hashed >> HALF
        hashes[rank] = hashed
    return len(orders)


@compiled
def find_node(counts: Counts, text: np.ndarray, position: int, order: int, hashed: np.uint64) -> int:
    """Return the node of the context before a position in a text; if there is none, -1 minus the slot for it."""
    last = len(counts.slots) - 1
    slot = np.int64(hashed & np.uint64(last))
    while counts.slots[slot] > 0:
        node = counts.nodes[counts.slots[slot] - 1]
        if node.hash == hashed and node.order == order:
            length = 0
            while length < order and counts.text[node.end - 1 - length] == text[position - 1 - length]:
                length += 1
            if length == order:
                return counts.slots[slot] - 1
        slot = (slot + 1) & last
    return -1 - int(slot)


@compiled
def add_node(counts: Counts, position: int, order: int, hashed: np.uint64, slot: int) -> int:
    """Add the context before a position of the counted text; return its node."""
    node = counts.sizes[0]
    counts.sizes[0] += 1
    counts.slots[slot] = node + 1
    counts.nodes[node].hash = hashed
    counts.nodes[node].end = position
    counts.nodes[node].order = order
    counts.nodes[node].total = 0
    counts.nodes[node].first = 0
    return node


@compiled
def find_edge(counts: Counts, node: int, unit: int) -> int:
    """Return the edge of a unit after a context; add it, with a count of 0, if there is none."""
    edge = counts.nodes[node].first
    while edge > 0:
        if counts.edges[edge - 1].unit == unit:
            return edge - 1
        edge = counts.edges[edge - 1].next
    edge = counts.sizes[1]
    counts.sizes[1] += 1
    counts.edges[edge].unit = unit
    counts.edges[edge].count = 0
    counts.edges[edge].next = counts.nodes[node].first
    counts.nodes[node].first = edge + 1
    return edge


@compiled
def move(counts: Counts, moved: Counts) -> None:
    """Copy counts into empty ones; put what followed a context side by side there, where it is read faster."""
    last = len(moved.slots) - 1
    moved.sizes[:] = counts.sizes
    edges = 0
    for node in range(counts.sizes[0]):
        moved.nodes[node] = counts.nodes[node]
        moved.nodes[node].first = 0
        edge = counts.nodes[node].first
        while edge > 0:
            moved.edges[edges] = counts.edges[edge - 1]
            moved.edges[edges].next = moved.nodes[node].first
            edges += 1
            moved.nodes[node].first = edges
            edge = counts.edges[edge - 1].next
        slot = np.int64(counts.nodes[node].hash & np.uint64(last))
        while moved.slots[slot] > 0:
            slot = (slot + 1) & last
        moved.slots[slot] = node + 1


@compiled
def clear(counts: Counts) -> None:
    """Forget all contexts."""
    counts.slots[:] = 0
    counts.sizes[:] = 0


@compiled
def count(counts: Counts, orders: np.ndarray, start: int, end: int, first: int, times: int) -> None:
    """Count the units `start` to `end` of the text once more (`times` 1), or once less (-1), which undoes it exactly.

    Contexts do not reach before `first`.
    """
    hashes = np.empty(len(orders), np.uint64)
    for position in range(start, end):
        for rank in range(hash_contexts(counts.text, position, first, orders, hashes) - 1, -1, -1):
            node = find_node(counts, counts.text, position, orders[rank], hashes[rank])
            if node < 0:
                node = add_node(counts, position, orders[rank], hashes[rank], -1 - node)
            edge = find_edge(counts, node, counts.text[position])
            before = counts.edges[edge].count
            counts.edges[edge].count = before + times
            counts.nodes[node].total += times
            if before + min(times, 0) > 0:  # lower orders do not count what this one had seen, or still has
                break


@compiled
def predict(
    counts: Counts,
    orders: np.ndarray,
    discounts: np.ndarray,
    text: np.ndarray,
    position: int,
    base: np.ndarray,
    probabilities: np.ndarray,
) -> None:
    """Write the probability of each unit at a position in a text, given the units before it, into `probabilities`.

    `discounts` are `(orders, 3)`, `base` the probabilities `(units,)` below the lowest order.
    """
    hashes = np.empty(len(orders), np.uint64)
    probabilities[:] = 0
    weight = 1.0
    for rank in range(hash_contexts(text, position, 0, orders, hashes) - 1, -1, -1):
        node = find_node(counts, text, position, orders[rank], hashes[rank])
        if node < 0 or counts.nodes[node].total == 0:
            continue
        total = counts.nodes[node].total
        once = twice = oftener = 0
        edge = counts.nodes[node].first
        while edge > 0:
            after = counts.edges[edge - 1]
            if after.count > 0:
                probabilities[after.unit] += weight * (after.count - discounts[rank, min(after.count, 3) - 1]) / total
                once += after.count == 1
                twice += after.count == 2
                oftener += after.count > 2
            edge = after.next
        weight *= (once * discounts[rank, 0] + twice * discounts[rank, 1] + oftener * discounts[rank, 2]) / total
    for unit in range(len(base)):
        probabilities[unit] += weight * base[unit]


@compiled
def observe(counts: Counts, orders: np.ndarray, text: np.ndarray, position: int, observed: np.ndarray) -> None:
    """Write what the probability of the unit at a position in a text depends on into `observed` `(orders, 5)`.

    For each order: how many units were seen once, twice, and more often after the context; the total of all counts; and
    the count of the unit. An order whose context was not seen has zeros.
    """
    hashes = np.empty(len(orders), np.uint64)
    observed[:] = 0
    for rank in range(hash_contexts(text, position, 0, orders, hashes)):
        node = find_node(counts, text, position, orders[rank], hashes[rank])
        if node < 0:
            continue
        observed[rank, 3] = counts.nodes[node].total
        edge = counts.nodes[node].first
        while edge > 0:
            after = counts.edges[edge - 1]
            if after.count > 0:
                observed[rank, min(after.count, 3) - 1] += 1
                if after.unit == text[position]:
                    observed[rank, 4] = after.count
            edge = after.next


@compiled
def move_on(place: np.ndarray, unit: int, line_break: int, space: int) -> bool:
    """Move a place on by a unit; return whether a song begins after it, whose place is all zeros.

    A line without units ends a verse, and does not count as a line.
    """
    separates = unit in (line_break, space)
    if separates:
        place[WORDS] += place[IN_WORD]
    place[IN_WORD] = not separates
    if unit != line_break:
        place[COLUMN] += 1
        place[BREAKS] = 0
        return False
    place[BREAKS] += 1
    if place[BREAKS] == SONG_BREAKS:
        place[:] = 0
        return True
    if place[COLUMN] > 0:
        place[LENGTH_BEFORE] = place[LENGTH]
        place[LENGTH] = place[COLUMN]
        place[WORDS_BEFORE] = place[WORDS]
        place[LINES] += 1
        place[VERSE_LINES] += 1
    else:
        place[VERSE_LINES] = 0
    place[COLUMN] = 0
    place[WORDS] = 0
    return False


@compiled
def song_of(state: State, number: int) -> Counts:
    """Return the counts of the song of a text, which is given by its number in the batch."""
    songs = state.songs
    return Counts(
        songs.text[number], songs.slots[number], songs.nodes[number], songs.edges[number], songs.sizes[number]
    )


@compiled
def propose(settings: Settings, state: State, number: int, proposals: np.ndarray) -> None:
    """Write the probabilities of a text's next unit, `(distributions, units)`, in the order of `DISTRIBUTIONS`."""
    song, position = song_of(state, number), state.lengths[number] + 1
    discounts = settings.discounts
    uniform = np.full(settings.units, 1 / settings.units)
    if len(settings.corpus.text) == 0:
        predict(song, settings.orders, discounts[0], song.text, position, uniform, proposals[0])
        predict(song, settings.phrase_orders, discounts[1], song.text, position, uniform, proposals[1])
    else:
        predict(settings.corpus, settings.corpus_orders, discounts[0], song.text, position, uniform, proposals[0])
        predict(song, settings.orders_on_corpus, discounts[1], song.text, position, proposals[0], proposals[1])


@compiled
def write_row(settings: Settings, state: State, number: int, proposals: np.ndarray, row: np.ndarray) -> None:
    """Write the bytes of a text's next unit, in the order of `Layout`; overwrite `proposals`."""
    propose(settings, state, number, proposals)
    byte = 0
    for distribution in proposals:
        before, code = -1.0, 0.0
        for probability in distribution:
            if probability != before:  # most units have not been seen, and are equally likely
                before, code = probability, min(np.floor(-np.log(probability) * settings.codes_per_nat + 0.5), 255)
            row[byte] = code
            byte += 1
    place = state.places[number]
    numbers = (
        place[COLUMN],
        place[LENGTH] - place[COLUMN],
        place[LENGTH_BEFORE] - place[COLUMN],
        place[WORDS],
        place[WORDS_BEFORE] - place[WORDS],
        place[LINES],
        place[VERSE_LINES],
        np.int64(place[COLUMN] == place[LENGTH]),
    )
    for value in numbers:
        row[byte] = min(max(value, -128), 127) + 128
        byte += 1


@compiled
def remember(settings: Settings, state: State, number: int, unit: int) -> None:
    """Add a unit to the memory of a text. Empty it where a song ends, and halve it when it is full."""
    song, position = song_of(state, number), state.lengths[number] + 1
    song.text[position] = unit
    state.lengths[number] = position
    count(song, settings.orders, position, position + 1, 0, 1)
    if move_on(state.places[number], unit, settings.line_break, settings.space):
        clear(song)
        song.text[0] = unit
        state.lengths[number] = 0
    elif position == len(song.text) - 1:
        kept = position // 2
        clear(song)
        song.text[: kept + 1] = song.text[position - kept :].copy()
        count(song, settings.orders, 1, kept + 1, 0, 1)
        state.lengths[number] = kept


@compiled
def read_texts(settings: Settings, state: State, units: np.ndarray, rows: np.ndarray) -> None:
    """Read the next units of each text, `(time, texts)`, and write the row of the unit after each."""
    proposals = np.empty((len(settings.discounts), settings.units))
    for time in range(len(units)):
        for number in range(units.shape[1]):
            remember(settings, state, number, units[time, number])
            write_row(settings, state, number, proposals, rows[time, number])


@compiled
def read_text(settings: Settings, state: State, units: np.ndarray, rows: np.ndarray) -> None:
    """Read the next units of the only text, `(units,)`, and write the row of each, `(units, width)`."""
    proposals = np.empty((len(settings.discounts), settings.units))
    for position in range(len(units)):
        write_row(settings, state, 0, proposals, rows[position])
        remember(settings, state, 0, units[position])


@compiled
def observe_text(
    settings: Settings, state: State, units: np.ndarray, in_song: np.ndarray, in_corpus: np.ndarray
) -> None:
    """Read the next units of the only text, and write what was observed of each in the song and in the corpus.

    `in_song` are `(units, orders, 5)`, `in_corpus` `(units, corpus orders, 5)`.
    """
    song = song_of(state, 0)
    for unit in range(len(units)):
        position = state.lengths[0] + 1
        song.text[position] = units[unit]
        observe(song, settings.orders, song.text, position, in_song[unit])
        observe(settings.corpus, settings.corpus_orders, song.text, position, in_corpus[unit])
        remember(settings, state, 0, units[unit])
