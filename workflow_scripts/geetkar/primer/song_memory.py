"""The memory of a song: what followed the last characters earlier in it, as probabilities (Kneser-Ney)."""

from collections import Counter, defaultdict

import numpy as np

from geetkar.memory.compiled import count, predict
from geetkar.memory.learning import FIRST_DISCOUNTS
from geetkar.memory.tables import no_counts

SONG = "chal re naav chal\nkal bhii chale naav\nchal"  # its next character is to be predicted
ORDERS = (1, 2, 3)  # lengths of the contexts; a network's memory has longer ones as well

Counts = dict[str, Counter[str]]  # for each context, how often each character followed it


def counts_by_order() -> dict[int, Counts]:
    """Return the counts of each order.

    The longest contexts count every character that follows. A shorter one counts a character only if the next longer
    one had not seen it, so that its counts say after how many different contexts the character occurs.
    """
    counts: dict[int, Counts] = {order: defaultdict(Counter) for order in ORDERS}
    for place, character in enumerate(SONG):
        for order in reversed(ORDERS):
            if order > place:
                continue
            after = counts[order][SONG[place - order : place]]
            after[character] += 1
            if after[character] > 1:
                break
    return counts


def discount(times: int) -> float:
    """Return what is taken from a count, to be given to characters that were not seen after the context."""
    return FIRST_DISCOUNTS[min(times, len(FIRST_DISCOUNTS)) - 1]


def shares_by_order() -> tuple[list[dict], float]:
    """Return what each order adds to the probability of each character, the longest first, and the share that is left.

    Each order shares out the weight that longer ones left: count - discount, divided by the total, to each character
    that it saw; the discounts, divided by the total, are the weight that it leaves.
    """
    counts, weight, rows = counts_by_order(), 1.0, []
    for order in reversed(ORDERS):
        context = SONG[-order:]
        after = counts[order][context]
        total = sum(after.values())
        given = {character: weight * (times - discount(times)) / total for character, times in after.items()}
        left = weight * sum(map(discount, after.values())) / total
        rows.append({"order": order, "context": context, "after": after, "total": total, "given": given, "left": left})
        weight = left
    return rows, weight


def probabilities() -> dict[str, float]:
    """Return the probability of each character of the song: what the orders give it, and an equal part of the rest."""
    rows, left = shares_by_order()
    characters = sorted(set(SONG))
    return {
        character: sum(row["given"].get(character, 0.0) for row in rows) + left / len(characters)
        for character in characters
    }


def probabilities_of_the_memory() -> dict[str, float]:
    """Return the same probabilities as the code computes them that networks use."""
    characters = sorted(set(SONG))
    text = np.array([characters.index(character) for character in SONG], dtype=np.int32)
    counts, orders = no_counts(text, len(SONG) * len(ORDERS)), np.array(ORDERS)
    count(counts, orders, 0, len(SONG), 0, 1)
    computed = np.empty(len(characters))
    base = np.full(len(characters), 1 / len(characters))
    predict(counts, orders, np.tile(FIRST_DISCOUNTS, (len(ORDERS), 1)), text, len(SONG), base, computed)
    return dict(zip(characters, computed.tolist(), strict=True))
