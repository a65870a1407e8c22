"""The look-ups of the rule files, read through Snakemake's API from a folder with two songs."""

import os
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
import yaml
from small_project import MODEL, ROOT, write_songs
from snakemake.api import SnakemakeApi
from snakemake.exceptions import WorkflowError
from snakemake.settings.types import ConfigSettings, ResourceSettings

CONFIG = {
    "models": [
        {"name": "letters", **MODEL, "checkpoints": [8, 2, 4], "cooled": [{"from": 4, "step": 6}]},
        {"name": "words", **MODEL, "unit": "word", "input": "pretrained", "checkpoints": [2, 4]},
        {"name": "refrains", **MODEL, "memory": "song", "checkpoints": [2]},
        {"name": "signs", **MODEL, "script": "devanagari", "checkpoints": [2]},
    ]
}
OUTER = f"""
module geetkar:
    snakefile: "{ROOT / "Snakefile"}"
    prefix: "below"
    config: config

use rule * from geetkar as geetkar_*
"""


@contextmanager
def read_by_snakemake(snakefile, folder, /, **songs):
    """Read a Snakefile as `snakemake` does in a folder, which is the current folder inside the block.

    `songs` are keys of the configuration's `songs`; without any, the songs are ISB files.
    """
    write_songs(folder / "songs", 2)
    config = {**CONFIG, "songs": songs or {"folder": str(folder / "songs")}}
    (folder / "run.yaml").write_text(yaml.safe_dump(config))
    configuration = ConfigSettings(configfiles=[folder / "run.yaml"])
    with SnakemakeApi() as api:
        yield api.workflow(ResourceSettings(cores=1), configuration, snakefile=snakefile, workdir=folder)._workflow


@pytest.fixture(scope="module")
def rules(tmp_path_factory):
    """Return the names that the Snakefile and the rule files define."""
    with read_by_snakemake(ROOT / "Snakefile", tmp_path_factory.mktemp("run")) as workflow:
        yield SimpleNamespace(**workflow.globals)


def at(model, step):
    """Return the wildcards of a checkpoint's path."""
    return SimpleNamespace(model=model, step=f"{step:06d}")


def test_the_steps_of_a_model_are_sorted_and_include_cooled_ones(rules):
    assert rules.steps_of(rules.MODELS["letters"]) == [2, 4, 6, 8]


def test_every_checkpoint_of_every_model_is_known(rules):
    others = [("words", 2), ("words", 4), ("refrains", 2), ("signs", 2)]
    assert [*(("letters", step) for step in (2, 4, 6, 8)), *others] == rules.CHECKPOINTS


def test_an_unknown_model_is_named_with_the_known_ones(rules):
    with pytest.raises(
        WorkflowError,
        match=r"config key `models`: no model is called 'nobody'; known: .*letters, words, refrains, signs",
    ):
        rules.model_of(at("nobody", 2))


@pytest.mark.parametrize(("step", "steps"), [(2, [2]), (8, [2, 4, 8]), (6, [2, 4, 6])])
def test_a_branch_precedes_no_other_checkpoint(rules, step, steps):
    assert rules.steps_until(at("letters", step)) == steps


def test_an_unknown_step_is_named_with_the_known_ones(rules):
    with pytest.raises(WorkflowError, match=r"'letters' has no checkpoint at step 3: .* 2, 4, 6, 8"):
        rules.steps_until(at("letters", 3))


@pytest.mark.parametrize(("step", "before"), [(4, 2), (6, 4), (8, 4)])
def test_a_segment_continues_from_the_previous_checkpoint(rules, step, before):
    folder = f"results/training/letters/step-{before:06d}"
    files = ["weights.safetensors", "optimizer.safetensors", "metrics.jsonl"]
    assert rules.previous_checkpoint(at("letters", step)) == [f"{folder}/{file}" for file in files]


def test_a_first_segment_has_no_previous_checkpoint(rules):
    assert rules.previous_checkpoint(at("letters", 2)) == []


def test_only_the_first_segment_of_a_pretrained_model_reads_vectors(rules):
    assert rules.vectors_to_begin_with(at("words", 2)) == ["results/vocabulary/roman.word/vectors.3.npy"]
    assert rules.vectors_to_begin_with(at("words", 4)) == []
    assert rules.vectors_to_begin_with(at("letters", 2)) == []


@pytest.mark.parametrize(("step", "left_at"), [(6, 4), (8, None)])
def test_a_segment_cools_from_where_its_branch_leaves_the_trunk(rules, step, left_at):
    assert rules.cooled_from(at("letters", step)) == left_at


def test_weights_do_not_depend_on_the_models_name_and_checkpoints(rules):
    decisive = rules.weights_depend_on(at("letters", 2))
    assert not decisive.keys() & {"name", "checkpoints", "cooled"} and decisive["hidden"] == MODEL["hidden"]


def test_each_split_of_a_model_has_an_array_and_a_description(rules):
    files = rules.encoded_splits(at("words", 2))
    assert list(files) == rules.SPLITS
    assert files["val"] == [f"results/vocabulary/roman.word/val.{kind}" for kind in ("npy", "json")]


def test_a_model_with_a_memory_also_reads_its_rows(rules):
    rows = "results/memory/roman.char/song/val.npy"
    assert rules.encoded_splits(at("refrains", 2))["val"][2:] == [rows]


def test_a_models_samples_are_measured_by_the_songs_of_its_script(rules):
    script = rules.MODELS["letters"]["script"]
    of_model = rules.known_in_script_of_model(at("letters", 2))
    assert of_model == rules.known_in_script(SimpleNamespace(script=script))
    assert of_model["suffix_array"] == f"results/evaluation/{script}/suffix_array.npy"


def test_a_comparison_has_the_files_of_both_models(rules):
    judged = rules.of_both(rules.judged_songs_of_model)(SimpleNamespace(model="letters", other="refrains"))
    assert judged == [f"results/evaluation/{model}/judge.json" for model in ("letters", "refrains")]


def test_a_model_is_not_compared_with_itself(rules):
    with pytest.raises(WorkflowError, match="'words' cannot be compared with itself: name another one"):
        rules.compared_models(SimpleNamespace(model="words", other="words"))


def test_models_of_different_scripts_are_not_compared(rules):
    with pytest.raises(WorkflowError, match=r"'words' and 'signs' write in different scripts.*of one `script`"):
        rules.compared_models(SimpleNamespace(model="words", other="signs"))


def test_a_file_that_no_rule_makes_has_a_relative_path(rules):
    assert rules.path_of(ROOT / "requirements.lock") == os.path.relpath(ROOT / "requirements.lock")


def test_results_are_where_the_rules_say(rules):
    assert rules.place_of("results/index.html") == "results/index.html"


def test_a_scripts_code_is_itself_and_what_it_imports(rules):
    code = rules.code_of("train_segment")
    own = ("workflow_scripts/train_segment.py", "workflow_scripts/geetkar/training/loop.py")
    assert {os.path.relpath(ROOT / path) for path in own} <= set(code)


def test_a_models_options_are_completed_by_the_schemas_defaults(rules):
    assert rules.completed({"name": "small", "checkpoints": [2]})["cell"] == "lstm"


def test_a_preset_has_one_model(rules):
    assert rules.preset_model("article")["name"] == "article"


def test_the_files_to_check_are_two_for_each_checkpoint(rules):
    files = rules.files_of_checkpoints()
    assert len(files) == 2 * len(rules.CHECKPOINTS)
    assert "results/training/letters/step-000006/optimizer.safetensors" in files


def test_other_songs_do_not_get_the_demos_description(rules):
    assert rules.config["dataset"]["licence"] != rules.DEMO["licence"]


def test_the_demos_songs_get_their_description(tmp_path):
    with read_by_snakemake(ROOT / "Snakefile", tmp_path, folder=str(ROOT / "demo_archive")) as workflow:
        assert workflow.globals["config"]["dataset"]["licence"] == workflow.globals["DEMO"]["licence"]
        assert workflow.globals["config"]["songs"]["folder"] == os.path.relpath(ROOT / "demo_archive")


@pytest.fixture
def texts(tmp_path):
    """Return a folder with a folder of texts, a table and ISB files (`songs`)."""
    (tmp_path / "texts/lata").mkdir(parents=True)
    for name in ("texts/a.txt", "texts/lata/b.txt", "table.csv"):
        (tmp_path / name).write_text("nadii kinaare\n")
    return tmp_path


def absolute(songs, folder):
    """Return keys of `songs` with absolute paths, since relative ones are relative to the project."""
    if "files" in songs:
        return {"files": [str(folder / file) for file in songs["files"]]}
    return {"folder": songs["folder"] and str(folder / songs["folder"])}


CRAWLED = {"archive": "results/archive/songs.jsonl.gz"}
TEXTS = {"files": ["texts/a.txt", "texts/lata/b.txt"]}
SOURCES = [
    ({"folder": "songs"}, CRAWLED, []),
    ({"folder": None}, CRAWLED, []),
    ({"folder": "texts"}, TEXTS, ["separator", "script"]),
    ({"files": ["songs/1.isb.txt"]}, {"files": ["songs/1.isb.txt"]}, []),
    ({"files": ["table.csv"]}, {"files": ["table.csv"]}, ["columns", "script"]),
]


@pytest.mark.parametrize(("songs", "to_parse", "ways"), SOURCES)
def test_songs_are_parsed_from_a_crawl_or_where_they_are(songs, to_parse, ways, texts):
    with read_by_snakemake(ROOT / "Snakefile", texts, **absolute(songs, texts)) as workflow:
        names = SimpleNamespace(**workflow.globals)
        assert names.songs_to_parse(None) == to_parse and [*names.ways_to_read()] == ["format", "language", *ways]
        assert bool(names.verdict_of_the_crawl(None)) == (to_parse == CRAWLED)


def test_texts_are_not_crawled(texts):
    with (
        read_by_snakemake(ROOT / "Snakefile", texts, folder=str(texts / "texts")) as workflow,
        pytest.raises(WorkflowError, match=r"without a crawl: request results/corpus/songs\.parquet"),
    ):
        workflow.globals["files_to_crawl"](None)


def test_a_module_reads_files_where_they_are(texts):
    (texts / "Snakefile").write_text(OUTER)
    with read_by_snakemake(texts / "Snakefile", texts, folder=str(texts / "texts")) as workflow:
        rule = workflow.get_rule("geetkar_parse_songs")
        assert {*rule.expand_input({})[0].get("files")} == {"texts/a.txt", "texts/lata/b.txt"}


def test_a_modules_results_are_below_its_prefix_and_its_code_is_not(tmp_path):
    (tmp_path / "Snakefile").write_text(OUTER)
    with read_by_snakemake(tmp_path / "Snakefile", tmp_path) as workflow:
        rule = workflow.get_rule("geetkar_parse_songs")
        assert str(rule.output[0]) == "below/results/corpus/songs.parquet"
        code = [str(path) for path in rule.input.get("code")]
        assert os.path.relpath(ROOT / "workflow_scripts/parse_songs.py") in code
