"""The songs of a split as one text: what the networks read."""

from geetkar.corpus.itrans import write_in_script

VERSE_BREAK = "\n\n"
SONG_BREAK = "\n\n\n"


def write_song(verses: list[list[str]], script: str) -> str:
    """A song in a script: a line break between lines, one blank line between verses."""
    return VERSE_BREAK.join("\n".join(write_in_script(line, script) for line in verse) for verse in verses)
