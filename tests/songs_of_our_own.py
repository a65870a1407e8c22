"""Lines and a few training songs made up for the tests, the songs as texts in all three scripts."""

import pandas as pd

from geetkar.corpus.song_index import index_songs
from geetkar.corpus.song_text import SONG_BREAK, write_song
from geetkar.corpus.transliteration.itrans import SCRIPTS
from geetkar.evaluation.training_index import describe_songs, index_text, put_together
from geetkar.verse.spellings import learn_spellings

LINES = ["nadii kinaare diip jale", "raat kii raanii mahake", "baadal aaye baadal jaaye", "kho ga_ii gagarii"]
SONGS = [
    {"song": "a1", "title": "Nadii Ke Paas", "film": "Namuunaa", "year": 1951, "url": "http://replica.localhost/a1"},
    {"song": "b2", "title": "Raat Suhaanii", "film": None, "year": None, "url": None},
]
VERSES = [
    [["dil ke paas nadii hai", "raat suhaanii"], ["chaa.Nd nikal aayaa hai", "diip jalaa de ko_ii"]],
    [["raat ke paas nadii", "nadii kinaare diip jale"]],
]

# Any text that a network can write or an archive can contain.
HOSTILE = [
    "",
    " ",
    "\n\n\n\n",
    "<script>alert(1)</script> & \"'",
    "\u202edil\u202c \u2066raat\u2069",
    "\ufffd dil\ufffdraat \ufffd\ufffd",
    "ा ् ि्ी ं़",
    ". ~ ^ _ .n R^ 123 \x00 \x85 é 🎵",
    "karanaa" * 1000,
    "a" * 3000,
]


def written(script):
    return SONG_BREAK.join(write_song(song, [], script) for song in VERSES) + "\n"


def index_of(text, songs):
    """Return the song index of a text of training songs."""
    lengths = [len(song) for song in text.removesuffix("\n").split(SONG_BREAK)]
    return index_songs(pd.DataFrame({"song": songs, "split": "train", "length": lengths}))


def training_songs(script="itrans"):
    text = written(script)
    index = index_of(text, [song["song"] for song in SONGS])
    described = describe_songs(script, text)
    songs = index.merge(pd.DataFrame(SONGS), on="song", validate="one_to_one")
    return put_together(described, index_text(text, described["characters"]), songs)


def spellings(script="itrans"):
    return learn_spellings(script, {each: written(each) for each in SCRIPTS})
