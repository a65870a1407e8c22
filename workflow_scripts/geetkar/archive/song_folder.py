"""A folder of ISB files, as the archive's owners and this project's demo keep them."""

from itertools import pairwise
from pathlib import Path

from geetkar.archive.song_ids import is_song_name, song_id_of
from geetkar.workflow.errors import InputError

SUFFIX = ".isb.txt"
PATTERN = f"*{SUFFIX}"
MARK = b"\\startsong"
LARGEST_FOLDER = 2**30  # bytes; all songs of an archive are held in memory
BRACES = frozenset("{}")  # by which Snakemake knows a wildcard
HEAD = 64 * 1024  # bytes of a file in which its first song begins


def song_id(path: str | Path) -> str:
    """Return the id of the song that a file holds, which its name decides."""
    return song_id_of(song_name(path))


def song_name(path: str | Path) -> str:
    """Return the name of a song file without its suffix."""
    return Path(path).name.removesuffix(SUFFIX)


def song_files(folder: str | Path) -> list[Path]:
    """The song files of a folder, sorted by name.

    Raises `InputError` when there are none, when not one of them is an ISB file, when a file's name cannot be that of
    a song, when two names give one id, and when the files are too large.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise InputError(f"config key `archive.folder`: {folder} is not a folder.")
    files = sorted(path for path in folder.glob(PATTERN) if path.is_file())
    if not files:
        raise InputError(f"config key `archive.folder`: {folder} holds no song file ({PATTERN}).")
    for path in files:
        if not is_song_name(song_name(path)) or BRACES & set(str(path)):
            raise InputError(
                f"config key `archive.folder`: the file {path.name!r} in {str(folder)!r} cannot be read under this "
                f"path: that must be UTF-8 without braces, backslashes and control characters, and have something "
                f"before {SUFFIX}. Rename the file or the folder."
            )
    for one, other in pairwise(sorted(files, key=song_id)):
        if song_id(one) == song_id(other):
            raise InputError(
                f"config key `archive.folder`: the files {one.name!r} and {other.name!r} in {folder} would both be the "
                f"song {song_id(one)}. Rename one of them."
            )
    if (size := sum(path.stat().st_size for path in files)) > LARGEST_FOLDER:
        raise InputError(
            f"config key `archive.folder`: the song files in {folder} hold {size:,} bytes, more than an archive of "
            f"songs has ({LARGEST_FOLDER:,}). Take out what is no song."
        )
    if not any(_starts_a_song(path) for path in files):
        raise InputError(
            f"config key `archive.folder`: none of the {len(files)} files {PATTERN} in {folder} "
            f"is an ISB file (no {MARK.decode()} in them)."
        )
    return files


def _starts_a_song(path: Path) -> bool:
    with path.open("rb") as file:
        return MARK in file.read(HEAD)
