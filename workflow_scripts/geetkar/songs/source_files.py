"""Find the song files that the configuration names, and their format."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import Literal

from geetkar.songs.encodings import decode
from geetkar.songs.isb_traits import is_isb
from geetkar.songs.settings import Songs
from geetkar.songs.song_ids import is_song_name, song_id_of
from geetkar.workflow.errors import InputError

Format = Literal["isb", "text", "table"]

# By format, the endings of its files' names. The content decides whether a file `.txt` is an ISB file or a text.
ENDINGS: dict[Format, tuple[str, ...]] = {
    "isb": (".isb.txt", ".isb", ".txt"),
    "text": (".txt",),
    "table": (".csv", ".tsv", ".jsonl", ".parquet"),
}
ALL_ENDINGS = tuple(dict.fromkeys(ending for endings in ENDINGS.values() for ending in endings))
LARGEST_FOLDER = 2**30  # bytes of the ISB files in a folder; all songs of a crawl are kept in memory
BRACES = frozenset("{}")  # Snakemake would read them as wildcards
HEAD = 64 * 1024  # bytes of a file in which its first song must begin
NAMED = 3  # files named in a message


@dataclass(frozen=True)
class SourceFile:
    """A file of songs: `name` is its path below the folder of songs, or its own name if it was given on its own."""

    path: Path
    name: str

    @classmethod
    def of(cls, path: str | Path, folder: str | Path | None) -> "SourceFile":
        """Return the file of a path, with its name below `folder`."""
        return cls(Path(path), Path(path).name if folder is None else os.path.relpath(path, folder))

    def has(self, endings: tuple[str, ...]) -> bool:
        """Return whether the name has one of some endings, in upper or lower case."""
        return self.name.lower().endswith(endings)

    @property
    def stem(self) -> str:
        """The name without the ending of its format."""
        ending = next((each for each in ALL_ENDINGS if self.name.lower().endswith(each)), "")
        return self.name[: len(self.name) - len(ending)]

    @property
    def song(self) -> str:
        """The id of the file's song, which depends on the file's name alone."""
        return song_id_of(self.stem)


@dataclass(frozen=True)
class FoundSongs:
    """The files of the configuration's `songs`, sorted by name, and their format; the live archive has no files."""

    format: Format
    files: tuple[SourceFile, ...]
    crawled: bool  # from the live archive or a folder of ISB files; other files are read where they are


def find_songs(songs: Songs) -> FoundSongs:
    """Return the files that the configuration names.

    Raise `InputError` when there are none, when their format is not clear, when they cannot be read, when a path cannot
    be used, when two files have the same song id, when a folder of ISB files is too large, and when ISB files are to be
    read in any language.
    """
    found = _find_songs(songs)
    if found.format == "isb" and songs.language == "any":
        raise InputError(
            "config key `songs.language`: the words of ISB files are in ITRANS, so they can only be read as 'hindi'; "
            "use text files or tables for songs in any language."
        )
    return found


def _find_songs(songs: Songs) -> FoundSongs:
    if songs.files:
        files = tuple(sorted((SourceFile.of(path, None) for path in songs.files), key=attrgetter("name")))
        return FoundSongs(_checked_format(files, songs.format, "songs.files"), files, crawled=False)
    if songs.folder is not None:
        return _find_in_folder(Path(songs.folder), songs.format)
    return FoundSongs("isb", (), crawled=True)


def isb_files(folder: str | Path) -> tuple[SourceFile, ...]:
    """Return the ISB files of a folder, sorted by name. Raise `InputError` as `find_songs` does."""
    return _find_in_folder(Path(folder), "isb").files


def _find_in_folder(folder: Path, wanted: Literal["auto"] | Format) -> FoundSongs:
    if not folder.is_dir():
        raise InputError(f"config key `songs.folder`: {folder} is not a folder; correct the path.")
    endings = ALL_ENDINGS if wanted == "auto" else ENDINGS[wanted]
    files = tuple(sorted((each for each in _walk(folder) if each.has(endings)), key=attrgetter("name")))
    if not files:
        raise InputError(
            f"config key `songs.folder`: {folder} has no song files; their names must end in {_listed(endings)}."
        )
    found_format = _checked_format(files, wanted, "songs.folder")
    crawled = found_format == "isb"
    if crawled:
        _check_size(files, folder)
    else:
        _check_links(files, folder)
    return FoundSongs(found_format, files, crawled)


def _walk(folder: Path) -> Iterator[SourceFile]:
    """Yield the files of a folder and of the folders in it, without hidden folders, such as `.git`."""
    for parent, folders, names in os.walk(folder):
        folders[:] = (name for name in folders if not name.startswith("."))
        files = (SourceFile.of(Path(parent, name), folder) for name in names)
        yield from (file for file in files if file.path.is_file())


def _checked_format(files: Sequence[SourceFile], wanted: Literal["auto"] | Format, key: str) -> Format:
    """Return the format of files; `key` is that of the configuration. Raise `InputError` when they cannot be used."""
    for file in files:
        _check_path(file, key)
    _check_ids(files, key)
    if not any(file.path.stat().st_size for file in files):
        raise InputError(f"config key `{key}`: all files are empty ({_some(files)}).")
    found_format = _only_format(files, key) if wanted == "auto" else wanted
    if found_format == "isb" and not any(map(_is_isb, files)):
        raise InputError(
            f"config key `{key}`: none of the files is an ISB file ({_some(files)}); at least one must have "
            r"\startsong or #indian near its beginning. For songs in plain text, set `songs.format` to text."
        )
    if found_format == "table" and (others := [file for file in files if not file.has(ENDINGS["table"])]):
        raise InputError(
            f"config key `{key}`: the name of a table must end in {_listed(ENDINGS['table'])}, unlike {_some(others)}. "
            "Rename the file."
        )
    return found_format


def _only_format(files: Sequence[SourceFile], key: str) -> Format:
    """Return the one format that all files have. Raise `InputError` when there are several or one is not known."""
    by_format: dict[Format, list[SourceFile]] = {}
    for file in files:
        by_format.setdefault(_format_of(file, key), []).append(file)
    if len(by_format) > 1:
        found = "; ".join(f"{each} ({_some(of_format)})" for each, of_format in sorted(by_format.items()))
        raise InputError(
            f"config key `{key}`: the files have several formats: {found}. Set `songs.format` to the one to read, or "
            "move the other files."
        )
    return next(iter(by_format))


def _format_of(file: SourceFile, key: str) -> Format:
    if file.has(ENDINGS["table"]):
        return "table"
    if file.has((".isb.txt", ".isb")):
        return "isb"
    if file.has(ENDINGS["text"]):
        return "isb" if _is_isb(file) else "text"
    raise InputError(
        f"config key `{key}`: the format of {file.path} is not known, because its name does not end in "
        f"{_listed(ALL_ENDINGS)}. Rename the file, or set `songs.format`."
    )


def _is_isb(file: SourceFile) -> bool:
    with file.path.open("rb") as opened:
        return is_isb(decode(opened.read(HEAD))[1])


def _check_path(file: SourceFile, key: str) -> None:
    if not all(map(is_song_name, file.stem.split("/"))) or BRACES & set(str(file.path)):
        raise InputError(
            f"config key `{key}`: the path of the file {str(file.path)!r} cannot be used; it must be UTF-8 without "
            "braces, backslashes and control characters, with a name before its ending. Rename the file or the folder."
        )
    if not file.path.is_file():
        raise InputError(f"config key `{key}`: {file.path} is not a file; correct the path.")
    if not os.access(file.path, os.R_OK):
        raise InputError(f"config key `{key}`: cannot read {file.path}; correct its permissions (`ls -l`).")


def _check_ids(files: Sequence[SourceFile], key: str) -> None:
    for one, other in pairwise(sorted(files, key=attrgetter("song"))):
        if one.song == other.song:
            raise InputError(
                f"config key `{key}`: the files {str(one.path)!r} and {str(other.path)!r} have the same song id, "
                f"{one.song}. Rename one of them."
            )


def _check_size(files: Sequence[SourceFile], folder: Path) -> None:
    if (size := sum(file.path.stat().st_size for file in files)) > LARGEST_FOLDER:
        raise InputError(
            f"config key `songs.folder`: the song files in {folder} have {size:,} bytes, more than the limit of "
            f"{LARGEST_FOLDER:,}. Remove the files that are not songs."
        )


def _check_links(files: Sequence[SourceFile], folder: Path) -> None:
    """Raise `InputError` for a link out of the folder, which could publish any file of this machine as a song."""
    for file in files:
        if not file.path.resolve().is_relative_to(folder.resolve()):
            raise InputError(
                f"config key `songs.folder`: {file.path} is a link out of {folder}. Replace it by the file, or name "
                "the file in `songs.files`."
            )


def _some(files: Sequence[SourceFile]) -> str:
    names = [str(file.path) for file in files[:NAMED]]
    return ", ".join(names) + (f" and {len(files) - NAMED:,} more" if len(files) > NAMED else "")


def _listed(endings: Sequence[str]) -> str:
    return f"{', '.join(endings[:-1])} or {endings[-1]}" if len(endings) > 1 else endings[0]
