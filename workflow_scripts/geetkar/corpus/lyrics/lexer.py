r"""Read a song's body into tokens: words, ends of lines and verses, and the signs that the cleaning rules interpret.

The parts of `GRAMMAR` are the terminal symbols of the grammar in docs/isb.md. Every character belongs to exactly one
token or is a space between two, and reading takes time linear in the length of the body.
"""

import re
from functools import cache

from geetkar.corpus.lyrics.tokens import Token

COMMENT_SIGN = "comment_sign"
ENGLISH_SIGN = "english_sign"
TAG = "tag"
DOTS = "dots"
TIMES = "times"
HYPHEN = "hyphen"
COMMAND = "command"
DEVANAGARI = "devanagari"
FOREIGN = "foreign"
DIGITS = "digits"
OPEN = "open"
CLOSE = "close"
COLON = "colon"
SIGN = "sign"

LETTER = r"A-Za-z~^_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
# Commands of TeX for the layout, and of ISB. Any other word after a backslash is one of the song, with a mistyped
# hyphen before it, as in `shahar e-\vafaa`.
COMMANDS = (
    "bf|bigskip|category|centerline|endsong|footnote|hfill|hrule|hspace|medskip|newline|newpage|noindent|printtitle|"
    "quad|smallskip|startsong|vfill|vskip|vspace"
)
# In the order in which they are tried. Spaces are left out, as in `re.VERBOSE`.
GRAMMAR = {
    "verse": r"\n (?: [^\S\n]*+ %? [^\S\n]*+ \n )++",
    "line": r"\n",
    "tag": r"""
        </? (?i:a|b|body|br|center|div|font|h\d|hr|html|i|p|pre|span|table|td|tr|u) \b [^<>\n]{0,200} >
        | & (?i:[a-z]{2,6}) ;
    """,
    "dots": r"""
        \\ (?i: t\w{0,20}? dots? | [lc]? dots? ) \b
        | [\\/]? (?i: three [ \t]? dots? ) \b
        | (?: \\? \. ){3,}+ | \u2026
    """,
    "times": r"""
        [\\/]? [-\u2013\u2014\x96]{1,2} [ \t]*+ (?: \d++ | \( [ \t]*+ \d [ \t]*+ \) )
        | [xX] [ \t]*+ \d++ \b
        | \d++ [ \t]*+ (?: (?i: times | baar ) | [xX] (?![\w.~^]) )
        | [/\\] [ \t]*+ [2-9] (?!\d)
        | \( [ \t]*+ (?: \\?- | [xX] )? [ \t]*+ [2-9\u0968-\u096f] [ \t]*+ [xX]? [ \t]*+ \)
    """,
    "hyphen": r"[\\/]- | -\\ (?=[A-Za-z])",
    "colon": r"\\? : | \\ ;",
    "command": rf"\\ (?: (?:{COMMANDS}) \b )?",
    "word": rf"""
        (?: [{LETTER}] | \. (?=[A-Za-z~]) | \{{ [A-Za-z.~^_]{{1,4}} \}} (?=[A-Za-z]) )
        (?: [{LETTER}\u0300-\u036f]++
          | \. (?!\.)
          | (?<=[A-Za-z]) ['\u2019] (?=[A-Za-z])
          | (?<=[A-Za-z]) \{{ (?: [A-Za-z.~^_]{{0,4}} | \\ [a-z]{{1,20}} ) \}}
          | \{{ [A-Za-z.~^_]{{1,4}} \}} (?=[A-Za-z])
        )*+
    """,
    "devanagari": r"[\u0900-\u0963\u0970-\u097f] [\u0900-\u0963\u0970-\u097f\u200c\u200d]*+",
    "digits": r"\d++",
    "open": r"[(\[{<]",
    "close": r"[)\]}>]",
    "comment_sign": r"(?<!\\) %",
    "english_sign": r"\#{1,2}",
    "foreign": r"[^\W\d_]++",
    "sign": r"\S",
}
TOKEN = re.compile(
    r"[^\S\n]*+ (?: " + " | ".join(f"(?P<{name}> {part} )" for name, part in GRAMMAR.items()) + " )", re.VERBOSE
)

# Signs without a meaning in a text that does not use the markup of ISB files.
ONLY_ISB = {COMMENT_SIGN, ENGLISH_SIGN, DOTS, HYPHEN, COMMAND}


def read_tokens(body: str, markup: str = "isb") -> list[Token]:
    """Return the tokens of a body; in the markup `text`, the signs that only ISB files use are plain signs."""
    tokens = []
    for found in TOKEN.finditer(body):
        name = found.lastgroup or SIGN  # there is always one
        start, end = found.span(name)
        tokens.append(Token(name, body[start:end], start, end))
    if markup == "isb":
        return tokens
    return [Token(SIGN, each.text, each.start, each.end) if each.kind in ONLY_ISB else each for each in tokens]


@cache
def part(name: str) -> re.Pattern[str]:
    """Return the pattern of one part of the grammar."""
    return re.compile(GRAMMAR[name], re.VERBOSE)
