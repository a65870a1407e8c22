"""The archive to crawl, as the configuration names it."""

from dataclasses import dataclass
from typing import Literal, NamedTuple


class Sites(NamedTuple):
    """The addresses that songs come from: of the classic site, of the catalogue, and of the files that it names."""

    classic: str
    catalogue: str
    files: str


@dataclass(frozen=True, kw_only=True)
class Archive:
    """The configuration's `archive`.

    schemas/config.schema.yaml says what each key means, and alone has the defaults.
    """

    folder: str | None
    layout: Literal["classic", "catalogue", "auto"]
    classic_site: str
    catalogue_site: str
    files_site: str
    contact: str
    delay: float
    missing_tolerance: float

    @property
    def sites(self) -> Sites:
        """The addresses of its sites."""
        return Sites(self.classic_site, self.catalogue_site, self.files_site)
