"""A folder of ISB files, as the archive's owners and this project's demo keep them."""

from pathlib import Path

from geetkar.archive.song_ids import is_song_id
from geetkar.errors import InputError

SUFFIX = ".isb.txt"
PATTERN = f"*{SUFFIX}"
MARK = b"\\startsong"
LARGEST_FOLDER = 2**30  # bytes; all songs of an archive are held in memory
HEAD = 64 * 1024  # bytes of a file in which its first song begins


def song_id(path: str | Path) -> str:
    """The id of the song that a file holds: its name."""
    return Path(path).name.removesuffix(SUFFIX)


def song_files(folder: str | Path) -> list[Path]:
    """The song files of a folder, sorted by name.

    Raises `InputError` when there are none, when not one of them is an ISB file, when a file's name could not be a
    song's id, and when they are too large.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise InputError(f"config key `archive.folder`: {folder} is not a folder.")
    files = sorted(path for path in folder.glob(PATTERN) if path.is_file())
    if not files:
        raise InputError(f"config key `archive.folder`: {folder} holds no song file ({PATTERN}).")
    for path in files:
        if not is_song_id(song_id(path)):
            raise InputError(
                f"config key `archive.folder`: the file {path.name!r} in {folder} is not named as a song is: up to 64 "
                f"letters of English, digits, _ and -, before {SUFFIX}. Rename it, or take it out of the folder."
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
