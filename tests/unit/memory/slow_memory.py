"""The rows of a text as `docs/design.md` defines them, in plain Python, for each unit from the text before it."""

import math
from collections import defaultdict
from itertools import takewhile

ORDERS = [0, 1, 2, 3, 4, 5, 6, 8, 11, 15, 20]
CORPUS_ORDERS = [0, 1, 2, 3, 4, 5, 6]
PHRASE_ORDERS = [4, 5, 6, 8, 11, 15, 20]
ORDERS_ON_CORPUS = [2, 3, 4, 5, 6, 8, 11, 15, 20]


def count(song, orders, counts=None):
    """Count the units of a song after its first one, which is the unit before the song."""
    counts = defaultdict(lambda: defaultdict(int)) if counts is None else counts
    for place in range(1, len(song)):
        for order in reversed([order for order in orders if order <= place]):
            after = counts[tuple(song[place - order : place])]
            after[song[place]] += 1
            if after[song[place]] > 1:
                break
    return counts


def proposal(counts, song, orders, discounts, base):
    """Return the probability of each unit after a song, mixed from the highest order to the lowest."""
    probabilities, weight = [0.0] * len(base), 1.0
    for rank in reversed([rank for rank, order in enumerate(orders) if order <= len(song)]):
        after = counts.get(tuple(song[len(song) - orders[rank] :]), {})
        total = sum(after.values())
        if not total:
            continue
        for unit, seen in after.items():
            probabilities[unit] += weight * (seen - discounts[rank][min(seen, 3) - 1]) / total
        kinds = [min(seen, 3) for seen in after.values()]
        once, twice, oftener = (kinds.count(kind) for kind in (1, 2, 3))
        weight *= (once * discounts[rank][0] + twice * discounts[rank][1] + oftener * discounts[rank][2]) / total
    return [probability + weight * lower for probability, lower in zip(probabilities, base, strict=True)]


def proposals(song, corpus, discounts, units):
    """Return the proposals of a memory after a song, by distribution; `corpus` are counts or None."""
    uniform = [1 / units] * units
    counts = count(song, ORDERS)
    if corpus is None:
        orders = [ORDERS, PHRASE_ORDERS]
        return [proposal(counts, song, *each, uniform) for each in zip(orders, discounts, strict=True)]
    of_corpus = proposal(corpus, song, CORPUS_ORDERS, discounts[0], uniform)
    return [of_corpus, proposal(counts, song, ORDERS_ON_CORPUS, discounts[1], of_corpus)]


def remembered(text, line_break):
    """Return the memory after a text: the units since the song began or the memory was halved, and the one before."""
    song, breaks = [line_break], 0
    for unit in text:
        song.append(unit)
        breaks = breaks + 1 if unit == line_break else 0
        if breaks == 3:
            song, breaks = [line_break], 0
        elif len(song) == 4001:
            song = song[-2001:]
    return song


def place(song, line_break, space):
    """Return the bytes of the place after the whole song so far."""
    *lines, line = "".join({line_break: "\n", space: " "}.get(unit, "x") for unit in song).split("\n")
    full = [""] * 2 + [each for each in lines if each]
    verse = list(takewhile(bool, reversed(lines)))
    words = len(line.split()) - (not line.endswith(" ") and bool(line))
    numbers = [
        len(line),
        len(full[-1]) - len(line),
        len(full[-2]) - len(line),
        words,
        len(full[-1].split()) - words,
        len(full) - 2,
        len(verse),
        int(len(line) == len(full[-1])),
    ]
    return [min(max(number, -128), 127) + 128 for number in numbers]


def row(song_text, song, corpus, discounts, units, line_break, space):
    """Return the bytes of the unit after a song; `song_text` is the whole song, `song` what is remembered of it."""
    codes = [
        min(255, math.floor(-math.log(probability) * 16 + 0.5))
        for distribution in proposals(song, corpus, discounts, units)
        for probability in distribution
    ]
    return codes + place(song_text, line_break, space)
