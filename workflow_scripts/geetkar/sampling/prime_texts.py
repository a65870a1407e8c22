"""Prime texts: normalized as lyrics are, and written in a script."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import cycle

from geetkar.corpus.formats.song import Song
from geetkar.corpus.lyrics.cleaning import spell
from geetkar.corpus.lyrics.lexer import read_tokens
from geetkar.corpus.lyrics.rules.english import as_english
from geetkar.corpus.lyrics.rules.scripts import read_devanagari
from geetkar.corpus.lyrics.rules.words import correct_words
from geetkar.corpus.lyrics.tokens import ENGLISH
from geetkar.corpus.transliteration.as_written import normalized
from geetkar.corpus.transliteration.itrans import write_in_script
from geetkar.workflow.errors import InputError
from geetkar.workflow.song_scripts import AS_WRITTEN

LINE_BREAK = re.compile(r"\r\n?|\n")
ENGLISH_SIGN = "##"  # before and after English


def primes_in_script(primes: Iterable[str], script: str) -> list[str]:
    """Return prime texts in a script, without duplicates: two spellings may be the same there."""
    if script == AS_WRITTEN:
        return list(dict.fromkeys(map(read_prime_as_written, primes)))
    read = (read_prime(prime).split("\n") for prime in primes)
    written = ("\n".join(_write_line(line, script) for line in lines) for lines in read)
    return list(dict.fromkeys(written))


def read_prime_as_written(prime: str) -> str:
    """Return a prime text in any language as songs are read, with its line breaks."""
    lines = (" ".join(line.split()) for line in LINE_BREAK.split(normalized(prime)))
    return "\n".join(lines).lstrip("\n")


def read_prime(prime: str) -> str:
    """Return a prime text in ITRANS or Devanagari as canonical ITRANS, like the songs, with its line breaks.

    English in `##…##` is in lower case, and stays between these signs. Line breaks before the first word are removed,
    since a network begins after the end of a song anyway. Raises `InputError` for a word without a sound.
    """
    lines = (" ".join(_read_line(line, prime)) for line in LINE_BREAK.split(prime))
    return "\n".join(lines).lstrip("\n")


def _pieces(line: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a line, each with whether it is English; English that is not closed ends with the line."""
    return zip(line.split(ENGLISH_SIGN), cycle([False, True]), strict=False)


def _write_line(line: str, script: str) -> str:
    pieces = (piece if is_english else write_in_script(piece, script) for piece, is_english in _pieces(line))
    return " ".join(" ".join(pieces).split())


def _read_line(line: str, prime: str) -> Iterator[str]:
    for piece, is_english in _pieces(line):
        if not is_english:
            yield from _read_words(piece, prime)
        elif words := [word.text for token in read_tokens(piece) for word in as_english(token) if word.kind == ENGLISH]:
            yield ENGLISH_SIGN + " ".join(words) + ENGLISH_SIGN


def _read_words(line: str, prime: str) -> Iterator[str]:
    song = Song(song="prime")  # required, but not used by these two cleaning rules
    for typed in line.split():
        tokens = correct_words(read_devanagari(read_tokens(typed), song), song)
        spoken = [token.text for token in spell(tokens)]
        if not spoken and any(unicodedata.category(sign)[0] in "LM" for sign in typed):
            raise InputError(
                f"config key `sampling.primes`: {typed!r} in {prime!r} has no letter with a sound in ITRANS or "
                "Devanagari; write words such as 'dil' or 'दिल'."
            )
        yield from spoken
