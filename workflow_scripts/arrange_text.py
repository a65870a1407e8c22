"""Rule arrange_text: arrange a text as networks read it."""

from pathlib import Path

from geetkar.corpus.tables import read_table
from geetkar.verse.arrangement import arrange
from geetkar.verse.plan_tables import read_plans
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import write_text
from geetkar.workflow.scripts import run_script


def main(arrangement: str, split: str, text: str, song_index: str, plans: list[str], arranged: str) -> None:
    """Write the text of a split, each line after the codes of its plan if there are plans."""
    index = read_table(song_index)
    songs = set(index.loc[index["split"] == split, "song"])
    lines = (line for path in plans for song, plan in read_plans(path) if song in songs for line in plan)
    line_order = "backward" if "backward" in arrangement else "forward"
    try:
        written = arrange(Path(text).read_text(encoding="utf-8"), lines if plans else None, line_order)
    except ValueError as error:
        raise InputError(
            f"{text} has other songs than {plans[0]}: they come from different runs; delete the latter and run again."
        ) from error
    write_text(arranged, written)


if __name__ == "__main__":
    run_script(main, snakemake)
