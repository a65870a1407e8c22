"""Rule learn_spellings: learn from the training songs which words are English, and how roman is spelled in ITRANS."""

from pathlib import Path

from geetkar.verse.spellings import learn_spellings
from geetkar.workflow.files import write_json
from geetkar.workflow.scripts import run_script


def main(script: str, scripts: list[str], texts: list[str], spellings: str) -> None:
    """Learn the spellings of a script from the same songs in all scripts, in the order of `scripts`."""
    read = {each: Path(path).read_text(encoding="utf-8") for each, path in zip(scripts, texts, strict=True)}
    write_json(spellings, learn_spellings(script, read).as_dict())


if __name__ == "__main__":
    run_script(main, snakemake)
