"""Rule encode_text: encode a split's text as numbers, and count its units and characters."""

import logging
from pathlib import Path

from geetkar.vocabulary.encoding import encode_split
from geetkar.vocabulary.vocabulary import read_vocabulary
from geetkar.workflow.array_files import write_array
from geetkar.workflow.files import write_json
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.vocabulary")


def main(text: str, vocabulary: str, encoded: str, description: str) -> None:
    """Write the encoded text and its description."""
    split = encode_split(Path(text).read_text(encoding="utf-8"), read_vocabulary(vocabulary))
    write_array(encoded, split.encoded)
    write_json(description, split.description)
    log.info("%s: %d units, %.2f %% of them known", text, len(split.encoded), 100 * split.description["coverage"])


if __name__ == "__main__":
    run_script(main, snakemake)
