"""Write the songs of each split as one text, with an index of where each song is."""

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile

import pandas as pd

from geetkar.corpus.song_text import SONG_BREAK, write_song
from geetkar.corpus.tables import SONG_INDEX, records_of
from geetkar.workflow.files import replacing


def write_texts(
    songs: Iterable[pd.DataFrame],
    splits: pd.DataFrame,
    script: str,
    paths: Mapping[str, str | Path],
) -> pd.DataFrame:
    """Write the text of each split to its path, songs in the order of `splits`; return the song index.

    `songs` are chunks of the songs table, with `song`, `verses` and `marks`, in any order; their texts are kept in a
    temporary file.
    """
    with ExitStack() as stack:
        waiting = stack.enter_context(TemporaryFile())
        written = []
        for chunk in songs:
            for song in records_of(chunk[chunk["song"].isin(splits["song"])]):
                text = write_song(song["verses"], song["marks"], script)
                content = text.encode()
                written.append((song["song"], waiting.tell(), len(content), len(text)))
                waiting.write(content)
        places = pd.DataFrame(written, columns=["song", "place", "bytes", "length"])
        ordered = splits.merge(places, how="left", on="song", validate="one_to_one")
        texts = {
            split: stack.enter_context(stack.enter_context(replacing(path)).open("wb")) for split, path in paths.items()
        }
        for split, place, size in zip(ordered["split"], ordered["place"], ordered["bytes"], strict=True):
            waiting.seek(place)
            texts[split].write(SONG_BREAK.encode() if texts[split].tell() else b"")
            texts[split].write(waiting.read(size))
        for text in texts.values():
            text.write(b"\n")
    return index_songs(ordered)


def index_songs(songs: pd.DataFrame) -> pd.DataFrame:
    """Return the song index from the `song`, `split` and `length` (in characters) of songs in the order of the texts.

    A song is at the characters from `start` to before `end` of its split's text.
    """
    ends = (songs["length"] + len(SONG_BREAK)).groupby(songs["split"]).cumsum() - len(SONG_BREAK)
    return songs.assign(start=ends - songs["length"], end=ends)[SONG_INDEX.names]
