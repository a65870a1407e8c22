"""Cleaning rules for songs that are not in ITRANS: their words become ITRANS."""

import re
import unicodedata

from geetkar.corpus.formats.song import Song
from geetkar.corpus.itrans import from_devanagari
from geetkar.corpus.lexer import DEVANAGARI
from geetkar.corpus.roman import from_roman
from geetkar.corpus.rules.english import as_english
from geetkar.corpus.tokens import WORD, Token

APOSTROPHE = re.compile("['\u2019]")
LETTERS = re.compile("[A-Za-z]+")


def read_devanagari(tokens: list[Token], song: Song) -> list[Token]:
    """Convert words in Devanagari to ITRANS; in a song that is in Devanagari, words in Latin letters are English."""
    if all(token.kind != DEVANAGARI for token in tokens):
        return tokens
    read = []
    for token in tokens:
        if token.kind == DEVANAGARI:
            read.append(Token(WORD, from_devanagari(token.text), token.start, token.end))
        else:
            read += as_english(token) if token.kind == WORD and song.script == "devanagari" else [token]
    return read


def read_roman(tokens: list[Token], song: Song) -> list[Token]:
    """Read the words of a song in casual roman as ITRANS: `karna` is `karanaa`."""
    if song.script != "roman":
        return tokens
    read = []
    for token in tokens:
        if token.kind == WORD:
            letters = LETTERS.findall(unicodedata.normalize("NFKD", APOSTROPHE.sub("", token.text)))
            read += [Token(WORD, from_roman(word), token.start, token.end) for word in letters]
        else:
            read.append(token)
    return read
