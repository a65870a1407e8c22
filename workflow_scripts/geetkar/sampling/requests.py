"""The samples that the configuration requests from checkpoints and counts."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from geetkar.sampling.prime_texts import primes_in_script


@dataclass(frozen=True, kw_only=True)
class Sampling:
    """The configuration's `sampling`: a sample of each prime text at each temperature with each seed.

    schemas/config.schema.yaml describes the keys and has their defaults. `length` is in characters.
    """

    primes: Sequence[str]
    temperatures: Sequence[float]
    seeds: Sequence[int]
    length: int

    def requested(self, script: str) -> list[tuple[str, float, int]]:
        """Return (prime text in a script, temperature, seed) for each sample that is requested."""
        return list(product(primes_in_script(self.primes, script), self.temperatures, self.seeds))

    def length_in_units(self, description: Mapping) -> int:
        """Return `length` in units, by their average length in a text described by `describe_encoding`."""
        return math.ceil(self.length * description["units"] / description["characters"])


def typical(temperatures: Sequence[float]) -> float:
    """Return the middle one of temperatures, for pages and measures that have space for one."""
    return sorted(temperatures)[(len(temperatures) - 1) // 2]
