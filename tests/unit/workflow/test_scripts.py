import logging
from types import SimpleNamespace

import pytest
from snakemake.iocontainers import InputFiles, Log, OutputFiles, Params, Wildcards

from geetkar.workflow.scripts import run_script


def named(kind, **values):
    """One kind of values that Snakemake gives a script (params, inputs, ...), by name."""
    made = kind(toclone=[])
    for name, value in values.items():
        made.append(value)
        made._add_name(name)
    return made


@pytest.fixture
def job(tmp_path):
    logging.raiseExceptions = True
    inputs = named(InputFiles, songs="songs.parquet", code="a.py")
    inputs.append("one")
    inputs.append("two")
    inputs._set_name("texts", len(inputs) - 2, len(inputs))
    return SimpleNamespace(
        rule="clean",
        input=inputs,
        output=named(OutputFiles, page="page.html"),
        params=named(Params, model={"hidden": 8}),
        wildcards=named(Wildcards, model="small", step="000010"),
        config={"seed": 1},
        log=named(Log, log=str(tmp_path / "log")),
    )


def given(job, main):
    """Return the arguments that a script's `main` was called with."""
    run_script(main, job)
    return main.seen


def keeping(*names):
    """Return a `main` with parameters of these names, which records its arguments."""
    scope = {}
    exec(f"def main({', '.join(names)}): main.seen = dict(locals())", scope)
    return scope["main"]


def test_inputs_and_outputs_arrive_by_name(job):
    assert given(job, keeping("page", "songs")) == {"page": "page.html", "songs": "songs.parquet"}


def test_several_files_arrive_as_a_list(job):
    assert given(job, keeping("texts")) == {"texts": ["one", "two"]}


def test_a_parameter_goes_before_a_wildcard(job):
    assert given(job, keeping("model", "step")) == {"model": {"hidden": 8}, "step": "000010"}


def test_the_configuration_is_given_to_whoever_asks(job):
    assert given(job, keeping("config")) == {"config": {"seed": 1}}


def test_a_name_that_is_missing_in_the_rule_is_an_error(job):
    with pytest.raises(TypeError, match="vocabulary"):
        run_script(keeping("vocabulary"), job)


def test_an_input_and_an_output_of_one_name_are_an_error(job):
    job.output = named(OutputFiles, songs="other.parquet")
    with pytest.raises(TypeError, match="rule clean has two inputs, outputs or params called songs"):
        run_script(keeping("songs"), job)


def test_the_log_holds_what_a_script_says(job):
    def main(page):
        logging.getLogger("geetkar").warning("drawing %s", page)

    run_script(main, job)
    with open(job.log[0]) as log:  # noqa: PTH123
        assert "drawing page.html" in log.read()
