"""The scripts that songs are written in."""

HINDI_SCRIPTS = ("itrans", "roman", "devanagari")
AS_WRITTEN = "as_written"  # the script of songs in any language


def scripts_of(language: str) -> list[str]:
    """Return the scripts that songs are written in, for a value of `songs.language`."""
    return list(HINDI_SCRIPTS) if language == "hindi" else [AS_WRITTEN]
