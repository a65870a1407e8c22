r"""Read what a file says about its song: title, film, year and people.

Each value is cleaned of markup and of remarks, such as `(male)`. Remarks are returned, and so is each value that is not
certain, as it is in the file.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geetkar.corpus.name_sounds import sound_of

NOTHING = re.compile(r"\W*+(?:(?:n/?a|none|unknown|not known)\b\W*+)?", re.IGNORECASE)
NOT_AVAILABLE = re.compile(r"\bn/a\b", re.IGNORECASE)
DOTS = re.compile(r"\\\w*dots?\b")
MARKUP = re.compile(r"\\[A-Za-z]+|\\|#")  # commands of TeX; a backslash before a sign leaves the sign
YEAR = re.compile(r"[\s(\[]*((?:18|19|20)\d\d)[\s)\].,;:]*")  # alone in its field, apart from brackets and punctuation

GROUP = r"\(([^()]*+)\)|\[([^\[\]]*+)\]|##([^#]*+)##|#([^#]*+)#"
GROUP_AT_END, GROUP_AT_START = re.compile(rf"(?:{GROUP})$"), re.compile(rf"(?:{GROUP})")
MOST_REMARKS = 3  # on a title
# Words of remarks on a title; those of the second group are no remark among other words: `happy birthday to you`.
ABOUT_A_VERSION = {
    "version",
    "versions",
    "duet",
    "solo",
    "remix",
    "recital",
    "instrumental",
    "prelude",
    "part",
    "theme",
}
ONLY_ALONE = {"male", "female", "chorus", "slow", "fast", "sad", "happy", "live", "title", "verse", "ghazal", "naat"}
ONLY_ALONE |= {"punjabi", "bhojpuri", "marathi", "gujarati", "bengali", "rajasthani", "sanskrit", "english"}
MOST_WORDS = 3  # of a remark
FORMS_OF_SONGS = frozenset(map(sound_of, ("gazal", "ghazal", "bhajan", "qawwali")))  # also in ITRANS

NON_FILM = re.compile(r"\(? ?non[ -]?film\w* ?\)?", re.IGNORECASE)
ORIGINS = "pakistani?|bhojpuri|punjabi|marathi|gujarati|bengali|unreleased|incomplete|unfinished|shelved|tv|television"
REMARK_ON_FILM = re.compile(rf"\( ?(?:{ORIGINS})\b[^()]*\)|^(?:{ORIGINS})[ -]film\b", re.IGNORECASE)
NEXT_FILM = re.compile(r"(?<!\d)/|/(?!\d)")

# Commas inside brackets separate no names.
BRACKETS_OR_NEXT_NAME = re.compile(r"\([^()]*+\)|(?P<next>[,;&/]|(?i:\b(?:and|or|with)\b))")
OR = re.compile(r"\bor\b", re.IGNORECASE)  # none of the names is certain
REMARK_ON_NAME = re.compile(r"\([^()]*+\)|\[[^\[\]]*+\]|^[^:]*+:|[?()\[\]]")
NOBODY = re.compile(r"(?:others?|etc|various|various artists|anonymous|traditional|trad)\.?", re.IGNORECASE)


@dataclass(frozen=True)
class Film:
    """The film or album of a song: its title, its other titles, and whether it is no film."""

    title: str
    variants: tuple[str, ...]
    non_film: bool
    remarks: tuple[str, ...]


def plain(value: str) -> str:
    r"""Return a value without markup: `\-` is a hyphen, `##` marks English, and braces become brackets."""
    return _collapsed(MARKUP.sub("", DOTS.sub("...", value)))


def read_title(value: str, singers: Iterable[str] = ()) -> tuple[str, list[str]]:
    """Return a title and the remarks before or after it, such as `(male)` and the names of singers."""
    text, remarks = _collapsed(value), []
    names = {word for singer in singers for word in sound_of(singer).split()}
    for _ in range(MOST_REMARKS):
        group = next((found for found in _groups_at_ends(text) if _is_remark(_inside(found), names)), None)
        if group is None or group.end() - group.start() == len(text):
            break
        remarks.insert(0, _unwrapped(plain(_inside(group))))
        text = (text[: group.start()] or text[group.end() :].lstrip(" .")).strip()
    return plain(text), remarks


def read_year(value: str) -> tuple[int | None, list[str]]:
    """Return a year, or `None` and the original text if it is not certain."""
    text = plain(value)
    if found := YEAR.fullmatch(text):
        return int(found.group(1)), []
    return None, [] if NOTHING.fullmatch(text) else [text]


def read_film(value: str) -> Film:
    """Return the film or album of a song; of `A / B`, the first is the title.

    The title is empty if the file names none. `(Non-Film)` and remarks such as `(Pakistan)` are not part of it.
    """
    text = plain(value)
    without_kind = NON_FILM.sub(" ", text)
    known = NOT_AVAILABLE.sub("", without_kind)
    named = REMARK_ON_FILM.sub(" ", known)
    titles = dict.fromkeys(_unwrapped(title) for title in NEXT_FILM.split(named))
    title, *variants = [title for title in titles if not NOTHING.fullmatch(title)] or [""]
    remarkable = named != known or (title and "?" in named)
    return Film(title, tuple(variants), without_kind != text, (text,) if remarkable else ())


def read_people(value: str) -> tuple[tuple[str, ...], list[str]]:
    """Return the names in a list, each once and in its order, and those parts of the list that say more than a name."""
    names: dict[str, str] = {}
    remarks = []
    for written in map(str.strip, _split_names(NOT_AVAILABLE.sub("", plain(value)))):
        name = _collapsed(REMARK_ON_NAME.sub(" ", written)) or _unwrapped(written)
        nobody = NOBODY.fullmatch(name)
        if NOTHING.fullmatch(name):
            continue
        if nobody or name != written:
            remarks.append(written)
        if not nobody:
            names.setdefault(re.sub(r"\W", "", name.casefold()), name)
    return tuple(names.values()), [plain(value)] if OR.search(value) else remarks


def _split_names(value: str) -> list[str]:
    cuts = [found.span() for found in BRACKETS_OR_NEXT_NAME.finditer(value) if found["next"]]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(value)]
    return [value[start:end] for start, end in zip(starts, ends, strict=True)]


def _groups_at_ends(text: str) -> Iterator[re.Match]:
    """Yield the group in brackets or in signs of English with which a text ends, and the one with which it begins."""
    return filter(None, (GROUP_AT_END.search(text), GROUP_AT_START.match(text)))


def _inside(group: re.Match) -> str:
    return next(filter(None, group.groups()), "")


def _is_remark(text: str, names: set[str]) -> bool:
    """Return whether a text is about the recording, or consists of `names`."""
    words, sounds = set(re.findall(r"[a-z]+", text.lower())), sound_of(text).split()
    known = words & ABOUT_A_VERSION or FORMS_OF_SONGS.intersection(sounds) or words <= ABOUT_A_VERSION | ONLY_ALONE
    return bool(words) and len(sounds) <= MOST_WORDS and bool(known or names.issuperset(sounds))


def _unwrapped(text: str) -> str:
    """Return a text without question marks and spaces around it, brackets around the whole, and half a pair."""
    text = text.strip(" ?")
    opening, closing = text.count("("), text.count(")")
    if text.startswith("(") and (text.endswith(")") or opening > closing):
        text = text[1:].removesuffix(")")
    elif closing > opening:
        text = text.removesuffix(")")
    return text.strip(" ?")


def _collapsed(text: str) -> str:
    """Return a text with single spaces; braces are brackets."""
    return " ".join(text.replace("{}", "").replace("{", " (").replace("}", ") ").split())
