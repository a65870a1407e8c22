"""Rule learn_spellings: learn from the training songs which ITRANS word a roman word is."""

from pathlib import Path

from geetkar.evaluation.spellings import learn_spellings
from geetkar.workflow.files import write_json
from geetkar.workflow.scripts import run_script


def main(script: str, train: str, itrans: str, spellings: str) -> None:
    """Learn the spellings from the same songs in a script and in ITRANS."""
    text, itrans_text = (Path(path).read_text(encoding="utf-8") for path in (train, itrans))
    write_json(spellings, learn_spellings(script, text, itrans_text).as_dict())


if __name__ == "__main__":
    run_script(main, snakemake)
