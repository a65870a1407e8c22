"""Render pages from templates; text by models and from the archive is escaped."""

import base64
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from geetkar.pages.shared.wording import FILTERS, LANGUAGES, SCRIPT_NAMES

SHARED = Path(__file__).parent
# The links in the header of every page, to files of `results/`.
SITE = {
    "Songs": "index.html",
    "Write": "playground.html",
    "How it works": "primer/index.html",
    "Models": "index.html#models",
    "Corpus": "pages/corpus.html",
}


def render(
    folder: Path, template: str, scripts: Sequence[str] = (), *, page: str | None = None, **values: object
) -> str:
    """Return a page from a template, with some JavaScript files inline; no other script can run in it.

    `page` is its path within `results/`, from which its header links to the other pages; a page without it, which is
    not one of a run, has no such links. The template and the scripts are in the page's `folder`, or in this one if
    several pages share them. The value `hindi` is false on a page about songs in any language, which are in one script
    and have no known rhymes. Raise `jinja2.UndefinedError` if the template uses a value that is not given.
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
        site=page and links_from(page),
        sources=sources,
        hashes=[script_hash(source) for source in sources],
        **{"hindi": True, **values},
    )


def links_from(page: str) -> list[dict]:
    """Return the links of the header of a page, relative to its path within `results/`."""
    folder = PurePosixPath(page).parent
    return [
        {
            "name": name,
            "href": f"{'../' * len(folder.parts)}{target}",
            "current": target == page,
        }
        for name, target in SITE.items()
    ]


def json_in_page(value: object) -> Markup:
    """Return a value as JSON for a script element; no text in it can end the element."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def script_hash(source: str) -> str:
    """Return the hash by which a page's content security policy allows an inline script.

    Source: W3C, Content Security Policy Level 3, "hash-source".
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
