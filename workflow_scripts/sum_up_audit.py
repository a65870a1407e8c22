"""Rule sum_up_audit: sum up the answers of an audit with confidence intervals."""

import logging

from geetkar.corpus.audit_answers import read_answers, sum_up
from geetkar.workflow.files import read_lines, write_json
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.corpus")


def main(audit: str, answers: list[str], result: str) -> None:
    """Write the shares of what is right, and log them."""
    drawn = read_lines(audit)
    summed = sum_up(read_answers(answers, drawn), drawn)
    write_json(result, summed)
    log.info("%d of %d songs answered", summed["answered"], summed["drawn"])
    for name, right in summed["right"].items():
        low, high = right["interval"]
        log.info(
            "%s right: %d of %d, %.1f %% (95 %% interval: %.1f to %.1f %%)",
            *(name.replace("_", " "), right["count"], right["of"], 100 * right["share"], 100 * low, 100 * high),
        )


if __name__ == "__main__":
    run_script(main, snakemake)
