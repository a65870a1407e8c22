"""The description of the data set in the configuration."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geetkar.workflow.song_scripts import AS_WRITTEN


@dataclass(frozen=True, kw_only=True)
class Description:
    """The configuration's `dataset`; null fields are left out of the card and the metadata.

    schemas/config.schema.yaml explains the keys.
    """

    name: str | None
    description: str | None
    licence: str | None
    url: str | None
    citation: str | None

    def completed(self, songs: int, notice: str | None, scripts: Sequence[str]) -> "Description":
        """Return the description with a default name and description where they are null; these name the scripts.

        A null licence is replaced by the terms in the archive's `notice`.
        """
        written = " as written" if AS_WRITTEN in scripts else " in ITRANS, roman and Devanagari"
        return replace(
            self,
            name=" ".join((self.name or f"Songs{written}").split()),
            description=self.description or f"Lyrics of {songs:,} songs{written}.",
            licence=self.licence or notice,
        )
