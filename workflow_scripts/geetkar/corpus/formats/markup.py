r"""The markup of ISB files: TeX's, the marks of English in ITRANS, and what web pages left.

The rules here are those of the cleaning that other formats have no need of; `cleaning.py` says in which order all rules
are applied, and what a rule is.
"""

import re

from geetkar.corpus.formats.song import Song
from geetkar.corpus.marks import Keep

COMMENT = re.compile(r"(?<!\\)%.*")
ENGLISH_SPAN = re.compile(r"##[^#]*##")
LONE_ENGLISH = re.compile(r"##[^#\n]*##|##.*")
HALF_MARKED_ENGLISH = re.compile(r"(?<!#)#[^#\n]+#(?!#)")
BRACES_IN_WORD = re.compile(r"(?<=[A-Za-z])\{([A-Za-z.~^_]{0,4}|\\[a-z]+)\}|\{([A-Za-z.~^_]{1,4})\}(?=[A-Za-z])")
BRACES_FOR_BRACKETS = re.compile(r"\{([^{}\n]*)\}(?=[ \t]*+\\?-[ \t]*+[2-9])")
ELISION = re.compile(r"\\t\w*dots?\b|\\[lc]?dots?\b|[\\/]?\bthree[ \t]?dots?\b|\.{3,}|\u2026", re.IGNORECASE)
TEX_HYPHEN = re.compile(r"\\-")
TEX_COMMAND = re.compile(r"\\[A-Za-z]+|\\")
TAG = re.compile(
    r"</?(?:a|b|body|br|center|div|font|h\d|hr|html|i|p|pre|span|table|td|tr|u)\b[^<>\n]*>|&[a-z]{2,6};",
    re.IGNORECASE,
)


def drop_comments(body: str, _song: Song, keep: Keep) -> str:
    """`%` to the end of the line: the transliterator's remarks and glosses."""
    return COMMENT.sub(lambda found: keep.words("comment", found.group().strip("% \t")), body)


def drop_english(body: str, _song: Song, keep: Keep) -> str:
    """`##…##`: words in English, over several lines too; a lone `##` ends its own line only, and so does `#…#`."""
    span = ENGLISH_SPAN if body.count("##") % 2 == 0 else LONE_ENGLISH

    def take(found: re.Match) -> str:
        return keep.words("english", found.group().strip("#")) + "\n" * found.group().count("\n")

    return HALF_MARKED_ENGLISH.sub(take, span.sub(take, body))


def part_hyphens(body: str, _song: Song, _keep: Keep) -> str:
    r"""`subah\-o\-shaam`: parts of a compound become words."""
    return TEX_HYPHEN.sub(" ", body)


def drop_commands(body: str, _song: Song, _keep: Keep) -> str:
    """Whatever else begins with a backslash."""
    return TEX_COMMAND.sub(" ", body)


def without_braces(body: str) -> str:
    r"""Return a body without TeX's braces in words; those for a bracket, as in `{dil bole} \-2`, become one."""
    return BRACES_FOR_BRACKETS.sub(r"(\1)", BRACES_IN_WORD.sub(_inside_braces, body))


def _inside_braces(found: re.Match) -> str:
    r"""Return what is in a word's braces: `ii{sh}var`; in TeX, `na{}ii` keeps two letters apart, as `na_ii` does.

    A command there, as `\threedots`, only shows that a vowel is drawn out.
    """
    inside = found.group(1) or found.group(2) or "_"
    return "" if inside.startswith("\\") else inside
