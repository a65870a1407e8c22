"""Rule choose_audit_songs: choose songs for an audit, and align their files with the text that was read."""

from collections.abc import Sequence

from geetkar.corpus.audit import choose_songs, raw_text, rows_of_draw
from geetkar.corpus.people import names_by_spelling, with_one_spelling
from geetkar.corpus.readings import read_songs
from geetkar.corpus.tables import read_chunks, read_table, records_of
from geetkar.workflow.files import write_lines
from geetkar.workflow.scripts import run_script


def main(
    songs: str,
    people: str,
    audit: str,
    reading: dict,
    size: int,
    seed: int,
    scripts: list[str],
    config: dict,
    archive: str | None = None,
    files: Sequence[str] = (),
) -> None:
    """Write a row for each of the `size` songs that the seed chooses, with people's names as in the data set.

    The songs are read again for their raw text.
    """
    ids = choose_songs(read_table(songs, ["song"]), size, seed)
    names = names_by_spelling(read_table(people))
    chunks = (with_one_spelling(chunk[chunk["song"].isin(ids)], names) for chunk in read_chunks(songs))
    chosen = [row for chunk in chunks for row in records_of(chunk)]
    readings = read_songs(archive, files, reading, config)
    raw = {each.song: raw_text(each) for each in readings if each.song in ids}
    write_lines(audit, rows_of_draw(chosen, raw, seed, scripts))


if __name__ == "__main__":
    run_script(main, snakemake)
