"""Rule write_text: the songs of each split as one text in one script."""

import logging

from geetkar.files import write_text
from geetkar.lyrics.songs_table import read_column_pairs
from geetkar.lyrics.text import SONG_BREAK, write_song

log = logging.getLogger("geetkar.lyrics")


def main(songs_path: str, splits_path: str, script: str, text_paths: dict[str, str]) -> None:
    """Write the texts, songs in the shuffled order of the splits: no film's songs stand together."""
    songs = read_column_pairs(songs_path, "song", "verses")
    splits = read_column_pairs(splits_path, "song", "split")
    for split, path in text_paths.items():
        written = [write_song(songs[song], script) for song, each in splits.items() if each == split]
        text = SONG_BREAK.join(written) + "\n"
        write_text(path, text)
        log.info("%s: %d songs, %d characters", path, len(written), len(text))


if __name__ == "__main__":
    from geetkar.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            snakemake.input.songs,
            snakemake.input.splits,
            snakemake.wildcards.script,
            dict(snakemake.output.items()),
        )
