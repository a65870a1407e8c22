"""Convert a song page of the classic site to an ISB file."""

import re

from scrapy import Selector

YEAR = re.compile(r" \((\d{4}|)\)\Z")
CREDITS = re.compile(r"Lyrics:(?P<lyrics>[^|]*)\|\s*Music:(?P<music>[^|]*)\|\s*Singer\(s\):(?P<singer>.*)")
NAGARI = "View in Nagari"
# Without the text of scripts and styles.
TEXTS = "//body//text()[not(parent::script or parent::style)]"


def isb_from_page(page: str) -> str:
    """Return the song of a page as the text of an ISB file. Raise `ValueError` naming what the page lacks."""
    texts = Selector(text=page, type="html").xpath(TEXTS).getall()
    lines = [line.strip() for text in texts for line in text.split("\n")]
    title = next(filter(None, map(_title, lines)), None)
    if title is None:
        raise ValueError("no line 'TITLE - FILM (YEAR)'")
    credit = next(filter(None, map(CREDITS.match, lines)), None)
    if credit is None:
        raise ValueError("no line 'Lyrics: … | Music: … | Singer(s): …'")
    after = next((number for number, line in enumerate(lines, start=1) if line.startswith(NAGARI)), None)
    if after is None:
        raise ValueError(f"no link '{NAGARI}'")
    fields = title | credit.groupdict()
    header = "\n".join(f"\\{name}{{{value.strip()}}}%" for name, value in fields.items())
    body = "\n".join(lines[after:]).strip("\n")
    return f"\\startsong\n{header}\n\\printtitle\n#indian\n{body}\n#endindian\n\\endsong\n"


def _title(line: str) -> dict[str, str] | None:
    """Return the fields of a line 'TITLE - FILM (YEAR)' in linear time; `None` for another line."""
    year = YEAR.search(line)
    if year is None:
        return None
    title, dash, film = line[: year.start()].rpartition(" - ")
    return {"stitle": title, "film": film, "year": year.group(1)} if dash else None
