"""Rule plan_songs: plan each song as it is."""

from geetkar.corpus.tables import read_table
from geetkar.verse.plan_tables import write_plans
from geetkar.verse.spellings import read_spellings
from geetkar.workflow.scripts import run_script


def main(spellings: str, song_index: str, train: str, val: str, test: str, plans: str) -> None:
    """Write the plans of the songs in the texts of a script."""
    write_plans(plans, {"train": train, "val": val, "test": test}, read_table(song_index), read_spellings(spellings))


if __name__ == "__main__":
    run_script(main, snakemake)
