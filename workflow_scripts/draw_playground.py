"""Rule draw_playground: draw a page that contains networks and writes with them."""

from pathlib import Path

from geetkar.pages.playground.draw import draw_playground
from geetkar.pages.playground.verse_tables import describe_verse
from geetkar.training.checkpoint_tables import checkpoint_of, read_metrics
from geetkar.training.model import NamedModel
from geetkar.verse.notation import Form
from geetkar.verse.plan_tables import read_training_plans
from geetkar.verse.rhyming_words import read_rhyming_words
from geetkar.verse.spellings import read_spellings
from geetkar.workflow.files import read_json, write_text
from geetkar.workflow.scripts import run_script


def main(
    models: list[dict],
    forms: list[dict],
    weights: list[str],
    metrics: list[str],
    cells: list[str],
    spellings: list[str],
    rhyming_words: list[str],
    plans: list[str],
    song_index: list[str],
    page: str,
) -> None:
    """Draw the page; only weights that fit into it are read.

    The files about verse are those of the scripts of models with plans, in the same order.
    """
    asked = [Form(**form) for form in forms]
    verse = [
        describe_verse(read_spellings(spelled), read_rhyming_words(words), read_training_plans(*planned), asked)
        for spelled, words, *planned in zip(spellings, rhyming_words, plans, song_index, strict=True)
    ]
    drawn = draw_playground(
        [NamedModel.configured(entry) for entry in models],
        read_metrics(metrics),
        weights={checkpoint_of(path): path for path in weights},
        cells={Path(path).parent.name: read_json(path) for path in cells},
        verse=verse,
    )
    write_text(page, drawn)


if __name__ == "__main__":
    run_script(main, snakemake)
