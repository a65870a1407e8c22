"""Write songs in the form of the training text."""

from geetkar.corpus.itrans import write_in_script

VERSE_BREAK = "\n\n"
SONG_BREAK = "\n\n\n"


def write_song(verses: list[list[str]], script: str) -> str:
    """Return a song in a script, with a line break between lines and a blank line between verses."""
    return VERSE_BREAK.join("\n".join(write_in_script(line, script) for line in verse) for verse in verses)
