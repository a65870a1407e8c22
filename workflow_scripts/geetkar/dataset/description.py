"""What the configuration says of the data set."""

from dataclasses import dataclass, replace

SCRIPTS = "ITRANS, roman and Devanagari"


@dataclass(frozen=True, kw_only=True)
class Description:
    """The configuration's `dataset`; what is null is left out of the card and of the metadata.

    schemas/config.schema.yaml says what each key means.
    """

    name: str | None
    description: str | None
    licence: str | None
    url: str | None
    citation: str | None

    def completed(self, songs: int, notice: str | None) -> "Description":
        """Return the description with a name and a description that are true of any songs.

        Where it says nothing of terms, those that the archive named in its `notice` hold.
        """
        return replace(
            self,
            name=" ".join((self.name or f"Songs in {SCRIPTS}").split()),
            description=self.description or f"Lyrics of {songs:,} songs in {SCRIPTS}.",
            licence=self.licence or notice,
        )
