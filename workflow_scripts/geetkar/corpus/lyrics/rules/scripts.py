"""Cleaning rules for songs that are not in ITRANS: their words become ITRANS."""

import re
import unicodedata
from dataclasses import replace

from geetkar.corpus.formats.song import Song
from geetkar.corpus.lyrics.lexer import DEVANAGARI
from geetkar.corpus.lyrics.rules.english import as_english
from geetkar.corpus.lyrics.rules.lines import has
from geetkar.corpus.lyrics.tokens import WORD, Token
from geetkar.corpus.transliteration.iast import LONGEST_WORD, from_iast, is_iast
from geetkar.corpus.transliteration.itrans import from_devanagari
from geetkar.corpus.transliteration.roman import from_roman

APOSTROPHE = re.compile("['\u2019]")
BARE_C = re.compile("[cC](?![hH])")
LETTERS = re.compile("[A-Za-z]+")


def read_devanagari(tokens: list[Token], song: Song) -> list[Token]:
    """Convert words in Devanagari to ITRANS; in a song that is in Devanagari, words in Latin letters are English."""
    if not has(tokens, DEVANAGARI):
        return tokens
    read = []
    for token in tokens:
        if token.kind == DEVANAGARI:
            read.append(Token(WORD, from_devanagari(token.text), token.start, token.end))
        else:
            read += as_english(token) if token.kind == WORD and song.script == "devanagari" else [token]
    return read


def read_diacritics(tokens: list[Token], song: Song) -> list[Token]:
    """Convert IAST, such as `nadī`, to ITRANS: all words of a song in IAST, otherwise those with diacritics."""
    if song.body.isascii():
        return tokens
    whole = is_iast(song.body)
    plain_ch = BARE_C.search(song.body) is None
    return [
        replace(token, text=from_iast(token.text, plain_ch=plain_ch))
        if token.kind == WORD and (whole or not APOSTROPHE.sub("", token.text).isascii())
        else token
        for token in tokens
    ]


def read_roman(tokens: list[Token], song: Song) -> list[Token]:
    """Read the words of a song in casual roman as ITRANS: `karna` is `karanaa`."""
    if song.script != "roman" or is_iast(song.body):
        return tokens
    read = []
    for token in tokens:
        if token.kind == WORD:
            letters = LETTERS.findall(unicodedata.normalize("NFKD", APOSTROPHE.sub("", token.text[:LONGEST_WORD])))
            read += [Token(WORD, from_roman(word), token.start, token.end) for word in letters]
        else:
            read.append(token)
    return read
