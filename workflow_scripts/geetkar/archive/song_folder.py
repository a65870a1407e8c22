"""Find the song files in a folder of ISB files, such as the demo's."""

from itertools import pairwise
from pathlib import Path

from geetkar.archive.song_ids import is_song_name, song_id_of
from geetkar.workflow.errors import InputError

SUFFIX = ".isb.txt"
PATTERN = f"*{SUFFIX}"
MARK = b"\\startsong"
LARGEST_FOLDER = 2**30  # bytes; all songs of an archive are kept in memory
BRACES = frozenset("{}")  # Snakemake would read them as wildcards
HEAD = 64 * 1024  # bytes of a file in which its first song must begin


def song_id(path: str | Path) -> str:
    """Return the id of a file's song, which depends on the file's name alone."""
    return song_id_of(song_name(path))


def song_name(path: str | Path) -> str:
    """Return the name of a song file without its suffix."""
    return Path(path).name.removesuffix(SUFFIX)


def song_files(folder: str | Path) -> list[Path]:
    """Return the song files of a folder, sorted by name.

    Raise `InputError` when there are no song files or no ISB files among them, when a path cannot be used, when two
    files have the same song id, and when the files are too large.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise InputError(f"config key `archive.folder`: {folder} is not a folder; correct the path.")
    files = sorted(path for path in folder.glob(PATTERN) if path.is_file())
    if not files:
        raise InputError(f"config key `archive.folder`: {folder} has no song files; their names must end in {SUFFIX}.")
    for path in files:
        if not is_song_name(song_name(path)) or BRACES & set(str(path)):
            raise InputError(
                f"config key `archive.folder`: the path of the file {path.name!r} in {str(folder)!r} cannot be "
                f"used; it must be UTF-8 without braces, backslashes and control characters, with a name before "
                f"{SUFFIX}. Rename the file or the folder."
            )
    for one, other in pairwise(sorted(files, key=song_id)):
        if song_id(one) == song_id(other):
            raise InputError(
                f"config key `archive.folder`: the files {one.name!r} and {other.name!r} in {folder} have the same "
                f"song id, {song_id(one)}. Rename one of them."
            )
    if (size := sum(path.stat().st_size for path in files)) > LARGEST_FOLDER:
        raise InputError(
            f"config key `archive.folder`: the song files in {folder} have {size:,} bytes, more than the limit of "
            f"{LARGEST_FOLDER:,}. Remove the files that are not songs."
        )
    if not any(_starts_a_song(path) for path in files):
        raise InputError(
            f"config key `archive.folder`: the {len(files)} files {PATTERN} in {folder} are not ISB files; at least "
            f"one must have {MARK.decode()} near its beginning."
        )
    return files


def _starts_a_song(path: Path) -> bool:
    with path.open("rb") as file:
        return MARK in file.read(HEAD)
