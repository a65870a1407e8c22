r"""Cleaning rules for markup: comments, layout, tags, notes, and signs of TeX."""

from dataclasses import replace

from geetkar.corpus.formats.song import Song
from geetkar.corpus.lyrics.lexer import CLOSE, COMMAND, COMMENT_SIGN, DOTS, HYPHEN, OPEN, TAG
from geetkar.corpus.lyrics.rules.lines import ENDS, MARKS, has, split_lines
from geetkar.corpus.lyrics.tokens import COMMENT, ELISION, LINE, VERSE, Token


def without(tokens: list[Token], kind: str) -> list[Token]:
    """Return the tokens of all other kinds."""
    return [token for token in tokens if token.kind != kind]


def drop_comments(tokens: list[Token], song: Song) -> list[Token]:
    """Remove comments, from `%` to the end of the line, and keep them as marks."""
    if not has(tokens, COMMENT_SIGN):
        return tokens
    kept = []
    for line in split_lines(tokens):
        place = next((place for place, token in enumerate(line) if token.kind == COMMENT_SIGN), None)
        if place is None:
            kept += line
            continue
        ends = line[-1:] if line[-1].kind in ENDS else []
        start, end = line[place].start, line[-1].start if ends else line[-1].end
        text = " ".join(song.body[start:end].strip("% \t").split())
        kept += [*line[:place], *([Token(COMMENT, text, start, end)] if text else []), *ends]
    return kept


def join_translated(tokens: list[Token], _song: Song) -> list[Token]:
    """Join lines that are separated by a blank line because each has its translation below it, as a comment.

    If the song has two blank lines anywhere, only these end its verses. Otherwise a blank line below a translation, or
    below a line that is alone, does not.
    """
    lines = list(split_lines(tokens))
    translations = sum(_is_comment(line) and _blanks(line) == 1 for line in lines)
    sung = sum(any(token.kind not in MARKS | ENDS for token in line) for line in lines)
    if not translations or 2 * translations < sung:
        return tokens
    wide = any(_blanks(line) > 1 for line in lines[1:-1])
    kept: list[Token] = []
    for before, line in zip([[], *lines], lines, strict=False):
        kept += line
        alone = not before or before[-1].kind == VERSE or _is_comment(before)
        if _blanks(line) == 1 and (wide or alone or _is_comment(line)):
            kept[-1] = replace(kept[-1], kind=LINE)
    return kept


def _is_comment(line: list[Token]) -> bool:
    return line[0].kind == COMMENT and len(line) <= 2


def _blanks(line: list[Token]) -> int:
    """Return the number of blank lines below a line."""
    return line[-1].text.count("\n") - 1 if line[-1].kind == VERSE else 0


def drop_tags(tokens: list[Token], _song: Song) -> list[Token]:
    """Remove leftovers of web pages, such as `<br>` and `&amp;`."""
    return without(tokens, TAG)


def read_elisions(tokens: list[Token], _song: Song) -> list[Token]:
    r"""Remove `\threedots` and `...`, which abbreviate an earlier line, and keep them as marks."""
    return [Token(ELISION, "", each.start, each.end) if each.kind == DOTS else each for each in tokens]


def drop_brackets(tokens: list[Token], _song: Song) -> list[Token]:
    """Remove parentheses; the words inside are sung and stay."""
    return [token for token in tokens if token.kind not in (OPEN, CLOSE)]


def split_at_hyphens(tokens: list[Token], _song: Song) -> list[Token]:
    r"""Split compounds such as `subah\-o\-shaam` into words."""
    return without(tokens, HYPHEN)


def drop_commands(tokens: list[Token], _song: Song) -> list[Token]:
    """Remove all other commands that begin with a backslash."""
    return without(tokens, COMMAND)
