"""Rule summarize_forms: count the schemes, refrains and ghazals of the songs."""

from geetkar.verse.forms import summarize_forms
from geetkar.verse.plan_tables import read_plans
from geetkar.workflow.files import write_json
from geetkar.workflow.scripts import run_script


def main(plans: str, forms: str) -> None:
    """Summarize the plans of all songs."""
    write_json(forms, summarize_forms(plan for _, plan in read_plans(plans)))


if __name__ == "__main__":
    run_script(main, snakemake)
