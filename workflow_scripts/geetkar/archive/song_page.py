"""A song page of the classic site, turned back into an ISB file."""

import re

from scrapy.http import Response

TITLE = re.compile(r"(?P<stitle>.*) - (?P<film>.*?) \((?P<year>\d{4}|)\)")
CREDITS = re.compile(r"Lyrics:(?P<lyrics>[^|]*)\|\s*Music:(?P<music>[^|]*)\|\s*Singer\(s\):(?P<singer>.*)")
NAGARI = "View in Nagari"


def isb_from_page(response: Response) -> str:
    """The page's song as the text of an ISB file. Raises `ValueError` naming what the page lacks."""
    lines = [line.strip() for text in response.xpath("//body//text()").getall() for line in text.split("\n")]
    title = next(filter(None, map(TITLE.fullmatch, lines)), None)
    if title is None:
        raise ValueError("no line 'TITLE - FILM (YEAR)'")
    credit = next(filter(None, map(CREDITS.match, lines)), None)
    if credit is None:
        raise ValueError("no line 'Lyrics: … | Music: … | Singer(s): …'")
    after = next((number for number, line in enumerate(lines, start=1) if line.startswith(NAGARI)), None)
    if after is None:
        raise ValueError(f"no link '{NAGARI}'")
    fields = title.groupdict() | credit.groupdict()
    header = "\n".join(f"\\{name}{{{value.strip()}}}%" for name, value in fields.items())
    body = "\n".join(lines[after:]).strip("\n")
    return f"\\startsong\n{header}\n\\printtitle\n#indian\n{body}\n#endindian\n\\endsong\n"
