"""Songs as cleaned tokens, for tests of what comes after the cleaning."""

from geetkar.corpus.lyrics.singing import place, sing
from geetkar.corpus.lyrics.tokens import CUE, ELISION, ENGLISH, LINE, REPEAT_END, REPEAT_START, VERSE, WORD, Token

SIGNS = {"...": ELISION, "2(": REPEAT_START, "3(": REPEAT_START, "9(": REPEAT_START, ")": REPEAT_END}


def tokens_of(song):
    """Return tokens of a song; `...` is an elision, `2( ... )` a repeat, `gii:` a cue, and capitals are English."""
    tokens = []
    lines = song.split("\n")
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line:
            tokens += [_token(piece) for piece in line.split()]
            tokens.append(Token(LINE if following else VERSE, "", 0, 0))
    return tokens


def _token(piece):
    if piece in SIGNS:
        return Token(SIGNS[piece], piece.removesuffix("("), 0, 0)
    if piece.endswith(":"):
        return Token(CUE, piece[:-1], 0, 0)
    return Token(ENGLISH, piece.lower(), 0, 0) if piece.isupper() else Token(WORD, piece, 0, 0)


def sung(song, repeats="complete"):
    """Return a song with verses, roles and marks."""
    return place(sing(tokens_of(song), repeats), song)


def lines_of(song, repeats="complete"):
    """Return a song's lines, with a blank line between verses."""
    return "\n\n".join("\n".join(verse) for verse in sung(song, repeats).verses)
