r"""Read the header of an ISB file: TeX fields, such as `\film{…}`, and comments that name contributors."""

import difflib
import re
from dataclasses import dataclass, field
from functools import lru_cache

HEADER_LINE = re.compile(
    r"""
    ^ [ \t]*+ (?:
        \\ (?= (?P<title> (?i:print) )? )  # \printtitle, which can have braces like a field
        (?: (?P<field> [A-Za-z]{3,12} ) [ \t]*+ (?P<opening> :? [ \t]*+ [{(] ) )? (?P<value> .* )
    |
        %++ [ \t]*+ (?! [\s%] )
        (?P<comment> (?P<credit> \w++ (?: [ ] \w++ )?+ ) [ \t]*+ : [ \t]*+ (?P<person> .* ) | .+ )
    ) $
    """,
    re.MULTILINE | re.VERBOSE,
)
FIELDS = ("stitle", "film", "year", "starring", "singer", "music", "lyrics")
CREDITS = ("contributor", "transliterator", "editor")
NEAR = 0.75  # least similarity of a misspelt name, from 0 to 1


@dataclass
class Header:
    """The contents of the lines before a song's body; the fields are as in the file, with their markup."""

    fields: dict[str, str] = field(default_factory=dict)
    credits: dict[str, str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    quirks: list[str] = field(default_factory=list)


def is_field(line: re.Match) -> bool:
    """Return whether a line matched by `HEADER_LINE` is one of the fields, perhaps misspelt."""
    return line["field"] is not None and _nearest(line["field"].lower(), FIELDS) is not None


def read_header(text: str, lines: list[re.Match]) -> Header:
    """Return the header; a misspelt field (`singers`, `Film`, `lyric`) is read as the most similar one."""
    header = Header()
    for line in lines:
        if line["field"]:
            _read_field(text, line, header)
        elif line["comment"]:
            _read_comment(line, header)
    header.quirks += [f"field missing: {name}" for name in FIELDS if name not in header.fields]
    header.quirks += [f"field empty: {name}" for name in FIELDS if header.fields.get(name, name).strip(" ?#") == ""]
    return header


def _read_field(text: str, line: re.Match, header: Header) -> None:
    name, opening, value = line.group("field", "opening", "value")
    nearest = _nearest(name.lower(), FIELDS)
    if nearest is None:
        header.quirks.append("unknown field")
        return
    if name != nearest:
        header.quirks.append(f"field misspelt: {nearest}")
    if opening != "{":
        header.quirks.append("brace mistyped")
    if "}" not in value:
        header.quirks.append("brace not closed")
        value = _on_next_line(text, line.end(), value)
    if "}" not in value and "(" in opening:
        value = value.rstrip("% \t").removesuffix(")")
    value = value.rpartition("}")[0] if "}" in value else value.strip("% \t")
    value = " ".join(value.split())
    if header.fields.setdefault(nearest, value) != value:
        header.quirks.append("field given twice")
        if nearest == "year":  # with two different years, neither is certain
            header.fields["year"] = ", ".join(filter(None, (header.fields["year"], value)))


def _read_comment(line: re.Match, header: Header) -> None:
    """Add a comment of the header to its credits or comments, unless it is a label without a text."""
    name = _nearest(line["credit"].lower(), CREDITS) if line["credit"] else None
    if name:
        header.credits.setdefault(name, line["person"].strip())
    elif line["credit"] is None or line["person"].strip():  # else only a label, such as `Comments:`
        header.comments.append(line["comment"].rstrip())


@lru_cache(1_000)
def _nearest(name: str, names: tuple[str, ...]) -> str | None:
    """Return the most similar of some names, or `None` if none is similar enough."""
    return next(iter(difflib.get_close_matches(name, names, n=1, cutoff=NEAR)), None)


def _on_next_line(text: str, end: int, value: str) -> str:
    """Return a value with the rest of it from the next line, if its brace is closed there."""
    following = text[end + 1 : text.find("\n", end + 1)]
    return f"{value} {following}" if "}" in following and not following.lstrip().startswith(("\\", "%")) else value
