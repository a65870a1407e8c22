from itertools import islice

import numpy as np
import pytest

from geetkar.sampling.random_numbers import RandomNumbers


def numbers(seed, count):
    random = RandomNumbers(seed)
    return list(islice(iter(random.random, None), count))


def test_a_seed_gives_the_numbers_of_mulberry32():
    # Computed by the JavaScript of its author.
    assert numbers(1, 3) == pytest.approx([0.6270739405881613, 0.002735721180215478, 0.5274470399599522], abs=0)


def test_numbers_are_spread_evenly_from_zero_to_one():
    found = np.array(numbers(7, 20_000))
    counts, _ = np.histogram(found, bins=10, range=(0, 1))
    assert found.min() >= 0 and found.max() < 1 and np.abs(counts - 2000).max() < 200


def test_other_seeds_give_other_numbers():
    assert numbers(1, 3) != numbers(2, 3)
