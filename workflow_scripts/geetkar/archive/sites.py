"""The live archive, as the configuration names it."""

from dataclasses import dataclass
from typing import Literal, NamedTuple


class Sites(NamedTuple):
    """Addresses of the classic site, the catalogue, and the files that the catalogue names."""

    classic: str
    catalogue: str
    files: str


@dataclass(frozen=True, kw_only=True)
class Archive:
    """The configuration's `archive`.

    schemas/config.schema.yaml explains the keys and has the defaults.
    """

    layout: Literal["classic", "catalogue", "auto"]
    classic_site: str
    catalogue_site: str
    files_site: str
    contact: str
    delay: float
    missing_tolerance: float

    @property
    def sites(self) -> Sites:
        """The addresses that songs are fetched from."""
        return Sites(self.classic_site, self.catalogue_site, self.files_site)
