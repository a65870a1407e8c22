"""A folder of ISB files, as the archive's owners and this project's demo keep them."""

from pathlib import Path

from geetkar.errors import InputError

PATTERN = "*.isb.txt"
MARK = b"\\startsong"
HEAD = 64 * 1024  # bytes of a file in which its first song begins


def song_files(folder: str | Path) -> list[Path]:
    """The song files of a folder, sorted by name.

    Raises `InputError` when there are none, or when not one of them is an ISB file.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise InputError(f"config key `archive.folder`: {folder} is not a folder.")
    files = sorted(path for path in folder.glob(PATTERN) if path.is_file())
    if not files:
        raise InputError(f"config key `archive.folder`: {folder} holds no song file ({PATTERN}).")
    if not any(_starts_a_song(path) for path in files):
        raise InputError(
            f"config key `archive.folder`: none of the {len(files)} files {PATTERN} in {folder} "
            f"is an ISB file (no {MARK.decode()} in them)."
        )
    return files


def _starts_a_song(path: Path) -> bool:
    with path.open("rb") as file:
        return MARK in file.read(HEAD)
