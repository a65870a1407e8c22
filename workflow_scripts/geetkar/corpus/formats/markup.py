r"""Remove the markup of ISB files: that of TeX and web pages, and the marks of English words.

These cleaning rules are specific to ISB files. `cleaning.py` explains what a rule is and has the order of all rules.
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
    """Remove comments, from `%` to the end of the line, and keep them as marks."""
    return COMMENT.sub(lambda found: keep.words("comment", found.group().strip("% \t")), body)


def drop_english(body: str, _song: Song, keep: Keep) -> str:
    """Remove English in `##…##` and `#…#` and keep it as marks; a lone `##` reaches to the end of its line."""
    span = ENGLISH_SPAN if body.count("##") % 2 == 0 else LONE_ENGLISH

    def take(found: re.Match) -> str:
        return keep.words("english", found.group().strip("#")) + "\n" * found.group().count("\n")

    return HALF_MARKED_ENGLISH.sub(take, span.sub(take, body))


def split_at_hyphens(body: str, _song: Song, _keep: Keep) -> str:
    r"""Split compounds such as `subah\-o\-shaam` into words."""
    return TEX_HYPHEN.sub(" ", body)


def drop_commands(body: str, _song: Song, _keep: Keep) -> str:
    """Remove all other commands that begin with a backslash."""
    return TEX_COMMAND.sub(" ", body)


def without_braces(body: str) -> str:
    r"""Return a body without TeX's braces in words; those used as brackets, as in `{dil bole} \-2`, become brackets."""
    return BRACES_FOR_BRACKETS.sub(r"(\1)", BRACES_IN_WORD.sub(_inside_braces, body))


def _inside_braces(found: re.Match) -> str:
    r"""Return the text in a word's braces, as in `ii{sh}var`, or `_` for `{}`, which separates two letters in TeX.

    Return nothing for a command, such as `\threedots`, which shows only that a vowel is held long.
    """
    inside = found.group(1) or found.group(2) or "_"
    return "" if inside.startswith("\\") else inside
