"""Prime texts as people type them, read as lyrics are."""

import re
import unicodedata
from collections.abc import Iterable

from geetkar.corpus.cleaning import LETTERS_SPOKEN, drop_punctuation, read_devanagari
from geetkar.corpus.formats.song import Song
from geetkar.corpus.itrans import canonical, sounds, write_in_script
from geetkar.corpus.marks import Keep
from geetkar.workflow.errors import InputError

LINE_BREAK = re.compile(r"\r\n?|\n")


def primes_in_script(primes: Iterable[str], script: str) -> list[str]:
    """Return prime texts in a script, each once: two spellings may be one there."""
    read = (read_prime(prime).split("\n") for prime in primes)
    written = ("\n".join(write_in_script(line, script) for line in lines) for lines in read)
    return list(dict.fromkeys(written))


def read_prime(prime: str) -> str:
    """Return a prime text of ITRANS or Devanagari in canonical ITRANS, as the songs are; its line breaks stay.

    Those before its first word go, for a network begins behind the end of a song anyway. Raises `InputError` for a
    word without a sound.
    """
    lines = (" ".join(_read_words(line, prime)) for line in LINE_BREAK.split(prime))
    return "\n".join(lines).lstrip("\n")


def _read_words(line: str, prime: str) -> Iterable[str]:
    song, keep = Song(song="prime"), Keep()  # which these two rules of the cleaning do not look at
    for typed in line.split():
        words = drop_punctuation(read_devanagari(typed, song, keep), song, keep).split()
        spoken = [canonical(word) for word in words if not LETTERS_SPOKEN.isdisjoint(sounds(word))]
        if not spoken and any(unicodedata.category(sign)[0] in "LM" for sign in typed):
            raise InputError(
                f"config key `sampling.primes`: {prime!r} holds {typed!r}, which has no sound; "
                "write words such as 'dil' or 'दिल'."
            )
        yield from spoken
