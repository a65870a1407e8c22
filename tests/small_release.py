"""A small data set, released from tables of made-up songs."""

import json
from pathlib import Path

import release_dataset
from geetkar.corpus.tables import DUPLICATES, LANGUAGES, PEOPLE, SONGS, SPLITS, table_of, write_table

TABLES = ["train", "validation", "test", "set_aside"]
SUMMARY = {
    "files": 7,
    "songs": 6,
    "rejected": {"not_isb": 1},
    "duplicates": 1,
    "other_languages": 1,
    "splits": {"train": 2, "val": 1, "test": 1},
    "lines": 12,
    "words": 48,
    "english_words": 2,
    "distinct_words_as_written": 20,
    "distinct_words_as_spelled": 18,
    "languages": {"hindi": 5, "punjabi": 1},
    "round_trip_failures": 0,
    "overlap": 0.6,
    "marks": {"elision": 3, "fragment": 1},
    "quirks": {"field missing: year": 2},
}
NOTHING = dict.fromkeys(("name", "description", "licence", "url", "citation"))
DESCRIPTION = {
    "name": "Songs of a river",
    "description": "Songs that boatmen sing.",
    "licence": "MIT",
    "url": "https://example.org/songs",
    "citation": "Sita Rao: Songs of a river.",
}
NOTICE = "The lyrics are the property of their owners."
MARK = {"kind": "cue", "line": 0, "word": 0, "to_line": 0, "to_word": 0, "text": "Sita Rao"}
PEOPLE_NAMED = [
    {"spelling": spelling, "name": name, "songs": 6}
    for spelling, name in (("Sita Rao", "Sita Rao"), ("Gita Rao", "Gita Rao"), ("Giitaa Rao", "Gita Rao"))
]


def song(number):
    return {
        "song": str(number),
        "file": f"nadii {number}.isb.txt",
        "url": f"http://a/{number}",
        "fetched_at": f"2000-01-0{number}T00:00:00+00:00",
        "sha256": "0" * 64,
        "encoding": "ascii",
        "title": f"nadii {number}",
        "film": "Namuunaa",
        "film_variants": ["Nadii"],
        "non_film": number == 3,
        "year": None if number == 1 else 1960 + number,
        "starring": ["Ek Nayak"],
        "singers": ["Sita Rao", "Giitaa Rao", "Gita Rao"],
        "composers": [],
        "lyricists": ["Ek Gitkar"],
        "contributor": "Ek Lekhak",
        "transliterator": "",
        "editor": "",
        "comments": ["Ek Pathak sent it"],
        "remarks": ["singer: Sita Rao (live)"],
        "quirks": [],
        "marks": [MARK],
        "roles": ["mukhda", ""],
        "verses": [["nadii kinaare", "diip jale"], [f"raat {'suhaanii ' * number}".strip()]],
    }


def release(folder, description=DESCRIPTION, notice=NOTICE, changes=(), kept_songs="1234"):
    """Release six songs of a site: four in splits, a version and one in another language.

    Without a `notice` they are those of a folder; `changes` go over the first song, `kept_songs` into the splits.
    """
    for name in ("data", "jsonl"):
        (folder / "dataset" / name).mkdir(parents=True)
    names = ("songs", "people", "duplicates", "languages", "splits", "summary")
    inputs = {name: str(folder / name) for name in names}
    origin = {} if notice else {"url": None, "fetched_at": None}
    first, *others = ({**song(number), **origin} for number in range(1, 7))
    write_table(inputs["songs"], table_of([{**first, **dict(changes)}, *others], SONGS), SONGS)
    write_table(inputs["people"], table_of(PEOPLE_NAMED, PEOPLE), PEOPLE)
    kept = {number: 1 if number == 5 else number for number in range(1, 7)}
    versions = [
        {"song": str(one), "cluster": str(other), "kept": one == other, "overlap": 1.0} for one, other in kept.items()
    ]
    write_table(inputs["duplicates"], table_of(versions, DUPLICATES), DUPLICATES)
    spoken = [{"song": str(each), "language": "punjabi" if each == 6 else "hindi"} for each in kept]
    write_table(inputs["languages"], table_of(spoken, LANGUAGES), LANGUAGES)
    splits = zip(kept_songs, ["train", "train", "val", "test", "train", "train"], strict=False)
    write_table(inputs["splits"], table_of(({"song": each, "split": split} for each, split in splits), SPLITS), SPLITS)
    Path(inputs["summary"]).write_text(json.dumps({**SUMMARY, "archive": {"notice": notice}}))
    made = folder / "dataset"
    release_dataset.main(
        **inputs,
        parquet=[str(made / f"data/{table}.parquet") for table in TABLES],
        jsonl=[str(made / f"jsonl/{table}.jsonl") for table in TABLES],
        csv=str(made / "songs.csv"),
        card=str(made / "README.md"),
        croissant=str(made / "croissant.json"),
        checksums=str(made / "SHA256SUMS"),
        description=description,
        chosen_languages=["hindi", "punjabi"],
        scripts=["itrans", "roman", "devanagari"],
    )
    return made
