"""What checkpoints and n-grams are asked to write."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from geetkar.sampling.prime_texts import primes_in_script


@dataclass(frozen=True, kw_only=True)
class Sampling:
    """The configuration's `sampling`: each prime text is asked for at each temperature, with each seed.

    schemas/config.schema.yaml says what each key means, and alone has the defaults. `length` is in characters.
    """

    primes: Sequence[str]
    temperatures: Sequence[float]
    seeds: Sequence[int]
    length: int

    def asked(self, script: str) -> list[tuple[str, float, int]]:
        """Return each prime text in a script, temperature and seed that a sample is asked for with."""
        return list(product(primes_in_script(self.primes, script), self.temperatures, self.seeds))

    def length_in_units(self, description: Mapping) -> int:
        """Return as many units as make `length` characters on average, in a text described by `describe_encoding`."""
        return math.ceil(self.length * description["units"] / description["characters"])
