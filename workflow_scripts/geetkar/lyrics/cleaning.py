r"""From a song's body as contributors typed it to verses of lines of ITRANS words.

`RULES` lists what is done, in order; each rule keeps the number of lines, so that it can be counted by the
lines that it changes. Periods need care: in `.n`, `.N`, `.m`, `.D`, `.h`, `.a` and `.c` they are letters.
"""

import re
from collections import Counter
from collections.abc import Callable

from geetkar.lyrics.isb import Rejected, Song
from geetkar.lyrics.itrans import canonical

FEWEST_LINES = 2
FEWEST_LETTERS = 20

COMMENT = re.compile(r"(?<!\\)%.*")
ENGLISH_SPAN = re.compile(r"##[^#]*##")
NOTE = re.compile(r"\[[^\[\]\n]*\]|<[^<>\n]*>|\{[^{}\n]*\}")
ELISION = re.compile(r"\\t\w*dots?\b|\\[lc]?dots?\b|\.{3,}|\u2026", re.IGNORECASE)
REPEAT = re.compile(r"\\?-{1,2}[ \t]*\d+|\b[xX][ \t]*\d+|(?<!\d)\d++[ \t]*+(?:times|baar)\b")
CUE = re.compile(r"^[ \t(]*+([A-Za-z][A-Za-z.~^_ &+,/]{0,23}?)[ \t]*+\\?:[ \t]*+", re.MULTILINE)
DIGITS = re.compile(r"\d+[.)]?")
TEX_HYPHEN = re.compile(r"\\-")
TEX_COMMAND = re.compile(r"\\[A-Za-z]+|\\")
PERIOD = re.compile(r"(?<![A-Za-z~^])\.|\.(?![nNmDhac])")
NOT_ITRANS = re.compile(r"[^A-Za-z.~^_ \n]")
STRAY_SIGN = re.compile(r"(?<![RLN])\^|~(?![nN])")
BLANK = re.compile(r"[ \t]*+%?[ \t]*+")

# Cues that name no singer: who is meant, in Hindi and English.
GENERIC_CUES = {"chorus", "koras", "korus", "donon", "dono", "both", "sab", "all", "male", "female"}
SHORTEST_NAME = 4  # letters; a shorter label before a colon is an abbreviation, `la:` or `ki:`

Rule = Callable[[str, Song], str]


def drop_comments(body: str, _song: Song) -> str:
    """`%` to the end of the line: the transliterator's remarks and glosses."""
    return COMMENT.sub("", body)


def drop_english(body: str, _song: Song) -> str:
    """`##…##`: words in English, over several lines too; a lone `##` ends its own line only."""
    if body.count("##") % 2 == 0:
        return ENGLISH_SPAN.sub(lambda span: "\n" * span.group().count("\n") or " ", body)
    return re.sub(r"##[^#\n]*##|##.*", " ", body)


def drop_notes(body: str, _song: Song) -> str:
    """`[…]`, `{…}` and leftover tags: notes on the music or who dances."""
    return NOTE.sub(" ", body)


def drop_elisions(body: str, _song: Song) -> str:
    r"""`\threedots` and `...`: a line that goes on as before; the words before the mark stay."""
    return ELISION.sub(" ", body)


def drop_repeats(body: str, _song: Song) -> str:
    r"""`\-2`: sung twice."""
    return REPEAT.sub(" ", body)


def drop_cues(body: str, song: Song) -> str:
    """`la:` at the start of a line: who sings.

    A label is a cue when it is an abbreviation, names a singer of the song, is one of the generic cues, or
    stands before several lines. Any other is a word of the song and loses its colon only.
    """
    names = {_letters(part) for singer in song.singers for part in singer.split()}
    labels = Counter(_letters(label) for label in CUE.findall(body))

    def is_cue(label: str) -> bool:
        letters = _letters(label)
        named = any(letters.startswith(name) or name.startswith(letters) for name in names if name)
        return len(letters) < SHORTEST_NAME or named or letters in GENERIC_CUES or labels[letters] > 1

    return CUE.sub(lambda cue: "" if is_cue(cue.group(1)) else f"{cue.group(1)} ", body)


def drop_digits(body: str, _song: Song) -> str:
    """Numbers of verses, and what other digits there are."""
    return DIGITS.sub(" ", body)


def drop_brackets(body: str, _song: Song) -> str:
    """Parentheses; the words inside are sung and stay."""
    return body.translate({ord("("): " ", ord(")"): " "})


def part_hyphens(body: str, _song: Song) -> str:
    r"""`subah\-o\-shaam`: parts of a compound become words."""
    return TEX_HYPHEN.sub(" ", body)


def drop_commands(body: str, _song: Song) -> str:
    """Whatever else begins with a backslash."""
    return TEX_COMMAND.sub(" ", body)


def drop_punctuation(body: str, _song: Song) -> str:
    """Periods that are no part of a letter, and all that ITRANS writes no sound with."""
    return STRAY_SIGN.sub("", PERIOD.sub(" ", NOT_ITRANS.sub(" ", body)))


def close_spaces(body: str, _song: Song) -> str:
    """Single spaces between words, none at the ends of lines."""
    return "\n".join(" ".join(line.split()) for line in body.split("\n"))


RULES: tuple[tuple[str, Rule], ...] = (
    ("comments", drop_comments),
    ("english", drop_english),
    ("notes", drop_notes),
    ("elisions", drop_elisions),
    ("repeats", drop_repeats),
    ("cues", drop_cues),
    ("digits", drop_digits),
    ("brackets", drop_brackets),
    ("hyphens", part_hyphens),
    ("commands", drop_commands),
    ("punctuation", drop_punctuation),
    ("spaces", close_spaces),
)


def clean(song: Song) -> tuple[str, Counter[str]]:
    """Apply every rule to a song's body; return the text, and how many lines each rule changed."""
    body, changed = song.body, Counter()
    for name, rule in RULES:
        after = rule(body, song)
        changed[name] += sum(old != new for old, new in zip(body.split("\n"), after.split("\n"), strict=True))
        body = after
    return body, changed


def verses_of(song: Song, cleaned: str) -> list[list[str]]:
    """The cleaned text as verses of lines in canonical ITRANS.

    Verses are parted by what was a blank line (or a lone `%`) in the body; a line of which nothing is left
    parts none. Raises `Rejected` with `too_short` when hardly anything is left.
    """
    verses: list[list[str]] = [[]]
    for original, line in zip(song.body.split("\n"), cleaned.split("\n"), strict=True):
        if BLANK.fullmatch(original):
            verses.append([])
        elif written := " ".join(filter(None, map(canonical, line.split()))):
            verses[-1].append(written)
    verses = [verse for verse in verses if verse]
    lines = sum(map(len, verses))
    letters = sum(letter.isalpha() for verse in verses for line in verse for letter in line)
    if lines < FEWEST_LINES or letters < FEWEST_LETTERS:
        raise Rejected("too_short", f"{lines} lines and {letters} letters are left after cleaning")
    return verses


def _letters(label: str) -> str:
    """A name's letters, small and without doubling: `Lataa` and `lata` are one."""
    return re.sub(r"(.)\1", r"\1", re.sub(r"[^a-z]", "", label.lower()))
