"""The description of the data set in the configuration."""

from dataclasses import dataclass, replace

SCRIPTS = "ITRANS, roman and Devanagari"


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

    def completed(self, songs: int, notice: str | None) -> "Description":
        """Return the description with a default name and description where they are null.

        A null licence is replaced by the terms in the archive's `notice`.
        """
        return replace(
            self,
            name=" ".join((self.name or f"Songs in {SCRIPTS}").split()),
            description=self.description or f"Lyrics of {songs:,} songs in {SCRIPTS}.",
            licence=self.licence or notice,
        )
