"""Random numbers that the playground draws as well, so that a seed gives the same song on its page."""

MASK = 2**32 - 1


class RandomNumbers:
    """Numbers in [0, 1) from a seed: Mulberry32 (Tommy Ettinger 2017, in the public domain).

    The same numbers as `randomNumbers` in pages/playground/song.js. Seeds are taken modulo 2**32.
    """

    def __init__(self, seed: int):
        self._state = seed & MASK

    def random(self) -> float:
        """Return the next number."""
        self._state = state = (self._state + 0x6D2B79F5) & MASK
        mixed = (state ^ state >> 15) * (state | 1) & MASK
        mixed ^= mixed + (mixed ^ mixed >> 7) * (mixed | 61) & MASK
        return (mixed ^ mixed >> 14) / 2**32
