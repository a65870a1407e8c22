"""Rule draw_playground: draw the page on which a reader writes songs with the networks that are in it."""

from collections import Counter
from pathlib import Path

from geetkar.pages.playground.draw import draw_playground
from geetkar.pages.playground.training_filter import filter_of
from geetkar.pages.playground.verse_tables import describe_form, describe_verse
from geetkar.pages.playground.written_songs import describe_written
from geetkar.training.checkpoint_tables import best_checkpoints, checkpoint_of, read_metrics
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
    measures: list[str],
    written_forms: list[str],
    texts: list[str],
    spellings: list[str],
    rhyming_words: list[str],
    plans: list[str],
    song_index: list[str],
    page: str,
) -> None:
    """Draw the page; only weights that fit into it are read.

    `texts` are those of the training songs in the scripts of the models. The files about verse are those of the scripts
    whose sounds are known, in the same order.
    """
    asked = [Form(**form) for form in forms]
    known = {Path(path).parent.name: Path(path).read_text(encoding="utf-8") for path in texts}
    sounding = {
        Path(spelled).parent.name: (spelled, words, planned)
        for spelled, words, *planned in zip(spellings, rhyming_words, plans, song_index, strict=True)
    }
    verse = {
        script: {
            "script": script,
            "training": filter_of(text),
            **(_describe_verse(*sounding[script], asked, text) if script in sounding else {}),
        }
        for script, text in known.items()
    }
    losses = read_metrics(metrics)
    bests = best_checkpoints(losses)
    best = set(zip(bests["model"], bests["step"].tolist(), strict=True))
    measured, formed = (
        {checkpoint_of(path)[0]: read_json(path) for path in paths if checkpoint_of(path) in best}
        for paths in (measures, written_forms)
    )
    named = [NamedModel.configured(entry) for entry in models]
    written = {
        model.name: describe_written(
            measured[model.name]["samples"],
            formed[model.name]["forms"] if model.name in formed else [],
            {form.name: describe_form(form, model.script) for form in asked},
        )
        for model in named
    }
    drawn = draw_playground(
        named,
        losses,
        weights={checkpoint_of(path): path for path in weights},
        cells={Path(path).parent.name: read_json(path) for path in cells},
        verse=verse,
        written=written,
    )
    write_text(page, drawn)


def _describe_verse(spelled: str, words: str, planned: list[str], asked: list[Form], text: str) -> dict:
    counts = Counter(text.split())
    return describe_verse(
        read_spellings(spelled), read_rhyming_words(words), read_training_plans(*planned), asked, counts
    )


if __name__ == "__main__":
    run_script(main, snakemake)
