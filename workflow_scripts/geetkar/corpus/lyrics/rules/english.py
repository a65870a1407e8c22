"""Cleaning rules that find English among the words of a song."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, groupby

from geetkar.corpus.formats.song import Song
from geetkar.corpus.lyrics.lexer import DOTS, ENGLISH_SIGN, FOREIGN, SIGN
from geetkar.corpus.lyrics.rules.lines import ENDS, has, note_of, split_lines, word_set
from geetkar.corpus.lyrics.rules.remarks import REMARKS
from geetkar.corpus.lyrics.tokens import ENGLISH, WORD, Token
from geetkar.corpus.transliteration.iast import LONGEST_WORD
from geetkar.corpus.transliteration.itrans import WORDS_REMEMBERED

NO_LETTER = re.compile("[^a-z]")
LONGEST_PASSAGE = 12  # lines between two signs that can be sung; more tell a story or explain words

# English that is not marked as such: words that no one would spell so in ITRANS, those that can be next to them, and
# those of the latter that are Hindi too.
CERTAIN = word_set(
    """
    baby because birthday can't cannot darling didn't doctor doesn't don't everybody everything forever friend
    girl give gonna good happy hello i'm know let's life like listen love loves mister never nothing please
    really remember should something sorry thank thanks that's think this together tonight very wait wanna
    want what where why with without world would wrong yes you you're your
    """
)
HINDI_TOO = word_set("a are be do had he her in is kiss man me no on or see so take the to us")
POSSIBLE = CERTAIN.union(
    HINDI_TOO,
    word_set(
        """
        am and at beautiful boy but by can come dance does ever every for from get go going got has have heart here hey
        him his how i it it's just made make mine miss my night not now of oh only our say stop sweet tell that there
        they time too true two was way we when who will yeah
        """
    ),
)
FEWEST_ENGLISH = 2  # words in a row that are not Hindi too
FEWEST_IN_LINE = 3  # such words in a line that has other words
LEAST_IN_LINE = 0.7  # share of a line's words that can be English
SHAPE = re.compile("c(?!h)|tion|ght|wh|ea|oa|ou|x")  # letters that ITRANS does not have together
BETWEEN_WORDS = frozenset(",!?;-'")


def read_english(tokens: list[Token], song: Song) -> list[Token]:
    """Read what is in `##…##` and `#…#` as English; a `##` that is not closed reaches to the end of its line.

    A passage over several lines between two signs is not sung, and becomes notes, if it has more than 12 lines or one
    of the words of remarks, such as `laughing`.
    """
    if not has(tokens, ENGLISH_SIGN):
        return tokens
    kept: list[Token] = []
    for line, begins, ends, sung in _passages(list(split_lines(tokens))):
        for inside, piece in groupby(_sides(line, begins, ends), key=lambda side: side[0]):
            found = [token for _, token in piece]
            if inside:
                found = note_of(found, song) if not sung and (begins or ends) else list(chain(*map(as_english, found)))
            kept += found
    return kept


def _passages(lines: list[list[Token]]) -> Iterator[tuple[list[Token], bool, bool, bool]]:
    """Yield each line with whether it begins, and ends, inside a passage over several lines, which can be sung.

    Signs are paired within their line. Of two lines with an odd number of them, a passage opens on the first and is
    closed on the second.
    """
    odd = [number for number, line in enumerate(lines) if sum(token.kind == ENGLISH_SIGN for token in line) % 2]
    bounds = iter(zip(odd[::2], odd[1::2], strict=False))
    start, end, sung = 0, -1, True
    for number, line in enumerate(lines):
        if number > end:
            start, end = next(bounds, (len(lines), len(lines)))
            sung = _is_sung(lines[start : end + 1])
        yield line, start < number <= end, start <= number < end, sung


def _is_sung(passage: list[list[Token]]) -> bool:
    """Return whether a passage of English can be sung; a list of words, with signs within, is left to other rules."""
    words = {_plain(token) for line in passage for token in line}
    listed = any(has(line, ENGLISH_SIGN) for line in passage[1:-1])
    return len(passage) <= LONGEST_PASSAGE and (listed or REMARKS.isdisjoint(words))


def _sides(line: list[Token], begins: bool, ends: bool) -> Iterator[tuple[bool, Token]]:
    """Yield a line's tokens without the signs, each with whether it is inside a passage; the end of the line is not."""
    inside, signs = begins, sum(token.kind == ENGLISH_SIGN for token in line)
    for token in line:
        if token.kind == ENGLISH_SIGN:
            signs -= 1
            # The last `#` of a line is a misprint if it would open a passage.
            inside = not inside and (signs > 0 or ends or token.text != "#")
        else:
            yield inside and token.kind not in ENDS, token


def as_english(token: Token) -> list[Token]:
    """Return a token of an English passage: a word in lower case, without apostrophes and accents."""
    if token.kind in (WORD, FOREIGN):
        letters = NO_LETTER.sub("", unicodedata.normalize("NFKD", token.text[:LONGEST_WORD].lower()))
        return [Token(ENGLISH, letters, token.start, token.end)] if letters else []
    return [] if token.kind == DOTS else [token]


def find_english(tokens: list[Token], _song: Song) -> list[Token]:
    """Read words in a row, or a whole line, as English that is not marked (`I miss you`), if it cannot be Hindi."""
    if CERTAIN.isdisjoint(map(_plain, tokens)):
        return tokens
    kept: list[Token] = []
    for line in split_lines(tokens):
        if _is_english(line):
            kept += chain(*map(as_english, line))
            continue
        for possible, piece in groupby(line, key=_is_possible):
            found = list(piece)
            words = {_plain(token) for token in found}
            english = [place for place, token in enumerate(found) if _plain(token) in POSSIBLE - HINDI_TOO]
            if possible and len(english) >= FEWEST_ENGLISH and not CERTAIN.isdisjoint(words):
                start, end = english[0], english[-1] + 1
                found = [*found[:start], *chain(*map(as_english, found[start:end])), *found[end:]]
            kept += found
    return kept


def _is_english(line: list[Token]) -> bool:
    """Return whether most words of a line can be English, several are, and one is certain."""
    words = [_plain(token) for token in line if token.kind == WORD]
    english = sum(word in POSSIBLE - HINDI_TOO or word in REMARKS or SHAPE.search(word) is not None for word in words)
    possible = english + sum(word in HINDI_TOO for word in words)
    enough = FEWEST_ENGLISH if possible == len(words) else FEWEST_IN_LINE
    return not CERTAIN.isdisjoint(words) and english >= enough and possible >= LEAST_IN_LINE * len(words)


def _is_possible(token: Token) -> bool:
    return token.text in BETWEEN_WORDS if token.kind == SIGN else _plain(token) in POSSIBLE


def _plain(token: Token) -> str:
    """Return a word in lower case, or nothing for other tokens."""
    return _in_lower_case(token.text) if token.kind == WORD else ""


@lru_cache(WORDS_REMEMBERED)
def _in_lower_case(word: str) -> str:
    """Return a word in lower case, or nothing if there is a capital within, as in `noT`."""
    word = word.rstrip(".").replace("\u2019", "'")
    return word.lower() if word[1:].islower() or len(word) == 1 else ""


def drop_english_lines(tokens: list[Token], song: Song) -> list[Token]:
    """Return the tokens with a note in place of each line that has English in it."""
    if not has(tokens, ENGLISH):
        return tokens
    kept: list[Token] = []
    for line in split_lines(tokens):
        kept += note_of(line, song) if any(token.kind == ENGLISH for token in line) else line
    return kept
