"""What the playground's page holds besides its template: its script, and its data."""

import json
from pathlib import Path

from markupsafe import Markup

SCRIPTS = ("network.js", "page.js")


def page_script() -> Markup:
    """The page's one script, from the files beside this module."""
    folder = Path(__file__).parent
    return Markup("\n" + "\n".join((folder / name).read_text(encoding="utf-8") for name in SCRIPTS))


def json_in_page(value: object) -> Markup:
    """A value as JSON that may stand in a script element: no text in it can end the element."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))
