"""The comparison of two models: the checkpoints that it shows, the counts of their marks, and its sentences."""

from dataclasses import asdict, replace

import pandas as pd
import pytest
from test_marked_lines import marked
from tiny_training import TINY_MODEL

from geetkar.evaluation.measures import MEASURES
from geetkar.pages.comparison.counted_marks import count_marks, first_with_words
from geetkar.pages.comparison.draw import draw_comparison
from geetkar.pages.comparison.findings import Trained, findings
from geetkar.pages.shared.marked_lines import lines_to_show
from geetkar.pages.shared.stages import stages_of
from geetkar.training.checkpoint_tables import METRICS
from geetkar.training.model import NamedModel

HOSTILE = "<script>alert(1)</script>"


def table(steps, bits, cooled_from=None):
    """Return a table of a model's checkpoints."""
    return pd.DataFrame(
        {"model": "one", "step": steps, "cooled_from": cooled_from or [0] * len(steps), "validation_bpc": bits}
    )


def steps(checkpoints):
    return [stage["step"] for stage in stages_of(checkpoints)]


def test_the_best_checkpoint_is_the_last_that_is_shown():
    assert steps(table([10, 20, 30, 40], [4.0, 3.0, 2.0, 2.5])) == [10, 20, 30]


def test_a_cooled_checkpoint_is_shown_after_the_trunk_that_led_to_it():
    assert steps(table([10, 20, 25, 30], [4.0, 3.0, 2.0, 2.5], [0, 0, 10, 0])) == [10, 25]


def test_a_model_with_one_checkpoint_is_shown():
    assert steps(table([10], [4.0])) == [10]


def test_of_many_checkpoints_five_are_shown_with_the_first_and_the_best():
    assert steps(table([*range(1, 14)], [*range(13, 0, -1)])) == [1, 4, 7, 10, 13]


def test_the_marks_of_a_sample_are_counted():
    rhyme = {"line": 0, "qafia": ["c", "f"], "radif": [], "tail": "a"}
    song = {"song": "1", "title": "A", "film": None, "year": None, "url": None}
    lines = [marked("a b c", "pkn"), marked(""), marked("d e f g", "kkkn", runs=[[0, 3, 1]], rhyme=rhyme, copied=song)]
    counted = count_marks(lines_to_show(lines))
    assert counted == {"words": 6, "new": 2, "underlined": 3, "lines": 2, "rhyming": 2, "copied": 1}


def test_the_first_request_to_which_all_checkpoints_wrote_is_found():
    counted = [[{"counted": {"words": words}} for words in each] for each in ([0, 3, 4], [5, 0, 6])]
    assert first_with_words(counted) == 2


def judged(auc, copied=0.0):
    told = {"auc": auc, "interval": [auc, auc], "among_people": None}
    measures = {"texts": 9, "words": 9, **dict.fromkeys(MEASURES, 0.5), "intervals": None}
    of = {"network": {**measures, "copied_characters": copied}, "people": measures}
    both = {"shape": told if auc else None, "two_lines": told if auc else None}
    return {**both, "songs": {"network": 9, "people": 9}, "planned": False, "measures": of}


def trained(name, bits, plans=float("nan"), auc=0.8):
    """Return a model whose checkpoints, a minute of training apart, have these bits per character."""
    stages = [
        {"seconds_until": 60 * number, "bits": each, "validation_plan_bpc": plans}
        for number, each in enumerate(bits, start=1)
    ]
    return Trained(name, stages, judged(auc, copied=0.25))


def test_the_losses_are_a_sentence_with_the_times_that_they_took():
    losses, *_ = findings(trained("one", [4, 3, 2.5]), trained("other", [3, 2.75]))
    assert "After 3 minutes of training, one needs 2.50 bits" in losses
    assert losses.endswith("other needs 2.75 bits after 2 minutes.")


def test_the_losses_say_when_the_other_model_is_as_good():
    losses, *_ = findings(trained("one", [4, 3]), trained("other", [3.5, 3, 2]))
    assert losses.endswith("other needs no more after 2 minutes, and 2.00 bits after 3 minutes.")


def test_the_bits_of_plans_are_named():
    losses, *_ = findings(trained("one", [4]), trained("other", [3], plans=0.125))
    assert "other needs 3.00 bits (0.12 of them for the plans of its lines)" in losses


def test_the_judges_are_a_sentence():
    _, told, _ = findings(trained("one", [4], auc=0.875), trained("other", [3], auc=0.5))
    assert "in 88 of 100 cases (other: 50)" in told


def test_copies_are_a_sentence():
    *_, copied = findings(trained("one", [4]), trained("other", [3]))
    assert "make up 25 % of the songs by one, 25 % of those by other, and 50 % of people’s" in copied


def test_without_a_judge_the_comparison_says_why():
    _, told, _ = findings(trained("one", [4], auc=None), trained("other", [3]))
    assert told == "There are too few held-out songs for a judge."


def draw(words="nadii", article=TINY_MODEL, auc=0.8):
    """Return the page of two models with a checkpoint each, of which each wrote one line of words."""
    options = asdict(TINY_MODEL)
    models = [NamedModel(name="one", **options), NamedModel(name="other", **{**options, "hidden": 8})]
    keys = [(model.name, 10) for model in models]
    row = {"temperature": 0.7, "texts": 1, "words": 1, **dict.fromkeys(MEASURES), "intervals": dict.fromkeys(MEASURES)}
    sample = {"prime": words, "temperature": 0.7, "seed": 1, "lines": [marked(words)]}
    measures = {"samples": [sample], "by_temperature": [row], "words": {}}
    metrics = pd.DataFrame([{**dict.fromkeys(METRICS, 2.0), "model": name, "step": step} for name, step in keys])
    timings = pd.DataFrame([{"model": name, "step": step, "seconds": 60.0} for name, step in keys])
    return draw_comparison(
        models,
        metrics.assign(cooled_from=0),
        timings,
        dict.fromkeys(keys, measures),
        {model.name: judged(auc) for model in models},
        {},
        {"human": row, "counts": {"by_temperature": [row]}},
        article,
    )


def test_a_page_shows_what_networks_wrote_as_text():
    page = draw(HOSTILE)
    assert HOSTILE not in page and page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 2


def test_a_page_without_a_judge_has_dashes():
    assert "too few held-out songs for a judge" in draw(auc=None)


@pytest.mark.parametrize(("hidden", "said"), [(4, True), (5, False)])
def test_a_page_names_the_articles_network_if_its_options_are_the_articles(hidden, said):
    assert ("the article behind this project" in draw(article=replace(TINY_MODEL, hidden=hidden))) is said
