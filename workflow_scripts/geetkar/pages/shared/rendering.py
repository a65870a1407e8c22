"""Pages from templates: everything that a model or the archive wrote is escaped."""

import base64
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from geetkar.pages.shared.wording import FILTERS, LANGUAGES, SCRIPT_NAMES

SHARED = Path(__file__).parent


def render(folder: Path, template: str, scripts: Sequence[str] = (), **values: object) -> str:
    """Return a page from a template, with the JavaScript of some files, which alone may run in it.

    The template and the scripts are in the page's `folder`, or in this one if several pages share them. Raises
    `jinja2.UndefinedError` when the template names a value that is not given.
    """
    loader = FileSystemLoader([folder, SHARED])
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sources = [Markup(loader.get_source(environment, name)[0]) for name in scripts]
    environment.filters |= {each.__name__: each for each in FILTERS} | {"json": json_in_page}
    return environment.get_template(template).render(
        zip=zip,
        LANGUAGES=LANGUAGES,
        SCRIPT_NAMES=SCRIPT_NAMES,
        sources=sources,
        hashes=[script_hash(source) for source in sources],
        **values,
    )


def json_in_page(value: object) -> Markup:
    """A value as JSON that may stand in a script element: no text in it can end the element."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def script_hash(source: str) -> str:
    """What a page's content-security policy calls an inline script, so that it allows that one alone.

    Source: W3C, Content Security Policy Level 3, "hash-source".
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
