"""Which lines, passages and words the playground knows to be in the training songs."""

import base64
import json

import numpy as np
import pytest

from geetkar.pages.playground.training_filter import (
    BITS,
    HASHES,
    LONG_COPY,
    SEEDS,
    filter_of,
    hashes_of,
    passages_of,
    texts_of,
)

LINE = "nadii kinaare diip jalaane koii aayaa thaa"


def has(packed, text):
    """Return whether a filter has a text, as training_text.js reads it."""
    bits = np.unpackbits(np.frombuffer(base64.b64decode(packed["bits"]), dtype=np.uint8), bitorder="little")
    first, step = (int(hashes_of([text], seed)[0]) for seed in SEEDS)
    return all(bits[(first + number * (step | 1)) % 2**32 % len(bits)] for number in range(packed["hashes"]))


def test_all_that_a_line_has_is_found():
    packed = filter_of(f"{LINE}\n\nraat hai\n")
    assert all(has(packed, text) for line in (LINE, "raat hai") for text in texts_of(line.split()))


def test_a_short_line_is_no_copy():
    assert list(texts_of(["raat", "hai"])) == [" raat", " hai"]


def test_few_other_texts_are_found():
    packed = filter_of("\n".join(f"{LINE} {number}" for number in range(3000)))
    assert sum(has(packed, f"\nx{number}") for number in range(2000)) <= 2000 * 0.005


def test_passages_are_the_shortest_long_ones_from_each_word_on():
    passages = list(passages_of(LINE.split()))
    assert passages[0] == "nadii kinaare diip jalaane koii" and all(passage in LINE for passage in passages)
    assert all(len(passage.rsplit(" ", 1)[0]) < LONG_COPY <= len(passage) for passage in passages)


def test_hashes_are_those_of_the_published_algorithms():
    # FNV-1a of "a" is 0xe40c292c, which the end of MurmurHash3 mixes to this.
    assert hashes_of(["", "a"], SEEDS[0]).tolist() == [mixed(0x811C9DC5), mixed(0xE40C292C)]


def mixed(number):
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        number = (number ^ (number >> shift)) * factor % 2**32
    return number ^ (number >> 16)


def test_a_filter_of_many_texts_has_a_part_of_them(monkeypatch):
    monkeypatch.setattr("geetkar.pages.playground.training_filter.MOST_TEXTS", 100)
    text = "\n".join(f"a{number} b c" for number in range(300))
    assert len(base64.b64decode(filter_of(text)["bits"])) == -(-100 * BITS // 8)


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_songs_without_words_have_an_empty_filter(text):
    packed = filter_of(text)
    assert json.loads(json.dumps(packed))["hashes"] == HASHES and not has(packed, " raat")


def test_no_word_can_be_read_from_a_filter():
    assert not any(word in json.dumps(filter_of(LINE)) for word in LINE.split())
