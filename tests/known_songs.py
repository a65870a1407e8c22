"""The files of the tests' own songs that a rule reads to mark and measure texts."""

from songs_of_our_own import SONGS, index_of, written

import index_songs
import learn_spellings
from geetkar.corpus.tables import SONG_INDEX, table_of, write_table
from geetkar.corpus.tables import SONGS as SONGS_TABLE
from geetkar.corpus.transliteration.itrans import SCRIPTS


def write_known_songs(folder, script):
    """Write the files, as the rules do; return their paths by input name, as `known_of_training_songs` names them."""
    indexed = {name: str(folder / name) for name in ("training_songs", "training_text", "suffix_array")}
    others = {name: str(folder / name) for name in ("spellings", "song_index", "songs")}
    write_table(others["songs"], table_of(SONGS, SONGS_TABLE), SONGS_TABLE)
    write_table(others["song_index"], index_of(written(script), [song["song"] for song in SONGS]), SONG_INDEX)
    texts = {each: folder / f"{each}.train.txt" for each in SCRIPTS}
    for each, path in texts.items():
        path.write_text(written(each))
    learn_spellings.main(script, SCRIPTS, texts.values(), others["spellings"])
    index_songs.main(script, texts[script], **indexed)
    return {**others, **indexed}
