import copy
import math
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from geetkar.verse.notation import check_forms
from geetkar.workflow.configuration import complete_configuration
from geetkar.workflow.errors import InputError

ROOT = Path(__file__).parents[3]
SCHEMA = ROOT / "schemas" / "config.schema.yaml"
CONFIGURATIONS = [ROOT / "config.yaml", *sorted((ROOT / "presets").glob("*.yaml")), ROOT / "benchmarks/recipes.yaml"]


ONE = {"name": "a", "checkpoints": [4, 8]}


@pytest.fixture
def config():
    return {"models": [{"name": "tiny", "checkpoints": [2, 4]}]}


def test_a_minimal_configuration_gets_the_schemas_defaults(config):
    assert complete_configuration(config, SCHEMA)["models"][0]["cell"] == "lstm"


def test_no_two_models_share_a_default(config):
    config["models"].append({"name": "other", "checkpoints": [2]})
    one, other = complete_configuration(config, SCHEMA)["models"]
    assert one["cooled"] is not other["cooled"]


def test_defaults_do_not_overwrite_given_values(config):
    config["models"][0]["cell"] = "gru"
    assert complete_configuration(config, SCHEMA)["models"][0]["cell"] == "gru"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"modles": []}, "unknown key 'modles'; did you mean 'models'?"),
        ({"models": [{"name": "a", "checkpoints": [1], "layer": 2}]}, r"models\[0\]`: unknown key 'layer'"),
        (
            {"models": [{"name": "a", "checkpoints": [1], "cell": "lsmt"}]},
            r"models\[0\].cell`: 'lsmt' is not known; did you mean 'lstm'",
        ),
        ({"sampling": {"temperatures": [0.5, 0]}}, r"sampling.temperatures\[1\]"),
        ({"models": []}, "models`: the list is empty"),
        ({"models": None}, "models"),
        ({"models": [{"name": "../up", "checkpoints": [1]}]}, r"models\[0\].name"),
        ({"models": [{"name": "a"}]}, r"models\[0\]`: missing key 'checkpoints'; add it"),
        ({"models": [{"name": "a", "checkpoints": []}]}, r"models\[0\].checkpoints`: the list is empty"),
        ({"models": [{"name": "a", "checkpoints": [1]}] * 2}, "two models are called 'a'"),
        (
            {"models": [{"name": "a", "checkpoints": [4], "batch": 5, "processes": 2}]},
            "'a': `batch` .* must be a multiple of `processes` .2.",
        ),
        (
            {"models": [{"name": "a", "checkpoints": [4], "unit": "word", "memory": "song"}]},
            "'a': .*`memory: song` reads characters, .*`unit: word`; set `unit: char`, or `memory: none`",
        ),
        (
            {"models": [{"name": "a", "checkpoints": [4], "unit": "word", "line_order": "backward"}]},
            "'a': .*`line_order: backward` reads characters, .*set `unit: char`, or `line_order: forward`",
        ),
        (
            {"models": [{"name": "a", "checkpoints": [4], "unit": "subword", "plans": "true"}]},
            "'a': .*`plans: true` reads characters, .*set `unit: char`, or `plans: false`",
        ),
        (
            {
                "songs": {"language": "any"},
                "models": [{"name": "a", "checkpoints": [4], "script": "as_written", "plans": True}],
            },
            "'a': .*`plans: true` needs rhymes, .*; set `plans: false`",
        ),
        (
            {"models": [{"name": "a", "checkpoints": [4], "cooled": [{"from": 3, "step": 6}]}]},
            "'a': .* starts from step 3",
        ),
        (
            {"models": [{"name": "a", "checkpoints": [4], "cooled": [{"from": 4, "step": 3}]}]},
            "'a': .* not after step",
        ),
        (
            {"models": [{"name": "a", "checkpoints": [4, 8], "cooled": [{"from": 4, "step": 8}]}]},
            "already a checkpoint",
        ),
        ({"archive": {"delay": 0.1}}, "archive.delay"),
        ({"models": [{"name": "a", "checkpoints": [1], "seed": 2**32}]}, r"models\[0\].seed"),
        ({"corpus": {"validation_share": 0}}, "corpus.validation_share"),
        (
            {"models": [{"name": "a", "checkpoints": [1], "layers": True}]},
            "true is not a whole number; give one, such as 1",
        ),
        (
            {"models": [{"name": "a", "checkpoints": [1], "clip": math.inf}]},
            "inf is not a number; give one, such as 5.0",
        ),
        ({"archive": {"missing_tolerance": math.nan}}, "nan is not a number"),
        ({"models": [{"name": "a\n", "checkpoints": [1]}]}, r"models\[0\].name"),
        ({"sampling": {"primes": ["dil ੨ दिल é"]}}, "sampling.primes`: 'dil ੨ दिल é' contains '੨é', .* such as 'dil'"),
        ({"sampling": {"primes": ["raat", "dil 2"]}}, "sampling.primes`: 'dil 2' contains '2'"),
        ({"models": [{"name": "a", "checkpoints": [1], "clip": 10**400}]}, "0000… is not a number"),
        ({"models": [{"name": "Big Net", "checkpoints": [1]}]}, "'Big Net' does not match .*, such as \"my_lstm\""),
        ({"models": "a"}, "models`: 'a' is not a list; give one"),
        ({"models": [None]}, r"models\[0\]`: the value is missing; give a section of keys"),
        (
            {"models": [{"name": "a", "checkpoints": None}]},
            r"checkpoints`: the value is missing; give a list, such as \[",
        ),
        ({"models": [{}]}, r"models\[0\]`: missing key 'name', 'checkpoints'; add it"),
        ({"sampling": None}, "sampling`: the value is missing; give a section of keys, or remove the key"),
        ({"sampling": [50]}, r"sampling`: \[50\] is not a section of keys; write keys there"),
        ({"sampling": {"length": "fifty"}}, "sampling.length`: 'fifty' is not a whole number; give one, such as 400"),
        ({"sampling": {"length": 0}}, "sampling.length`: 0 is too small; give at least 1"),
        ({"sampling": {"length": "100001"}}, "sampling.length`: 100001 is too large; give at most 100000"),
        ({"sampling": {"temperatures": [0.7, "warm"]}}, r"temperatures\[1\]`: 'warm' is not a number; give one"),
        ({"sampling": {"temperatures": ["0"]}}, r"temperatures\[0\]`: 0.0 is too small; give more than 0"),
        ({"sampling": {"seeds": [3, 1, "3"]}}, "sampling.seeds`: 3 is in the list twice; give it once"),
        ({"sampling": {"primes": [50]}}, r"sampling.primes\[0\]`: 50 is not a text; put it in quotes"),
        ({"sampling": {"primes": ["a" * 201]}}, r"primes\[0\]`: the text has 201 characters; give at most 200"),
        ({"songs": {"folder": ""}}, 'songs.folder`: the text is empty; give one, such as "demo_archive"'),
        ({"songs": {"folder": 50}}, "songs.folder`: 50 is not a text; put it in quotes"),
        ({"archive": {"folder": "isb"}}, "`archive.folder` is now called `songs.folder`; move it there"),
        ({"corpus": {"similarity": 0.6}}, "`corpus.similarity` is now `corpus.overlap`, the share of the shorter"),
        ({"songs": {"folder": "a", "files": ["b"]}}, "songs`: `folder` and `files` are both given; remove one, or set"),
        ({"songs": {"folder": None, "format": "text"}}, "songs.format`: the live archive has ISB files, not 'text'"),
        ({"songs": {"files": "a.csv"}}, "songs.files`: 'a.csv' is not a list; give one"),
        ({"songs": {"files": ["a.csv", "a.csv"]}}, "songs.files`: 'a.csv' is in the list twice"),
        ({"songs": {"columns": {"lyric": "text"}}}, "songs.columns`: unknown key 'lyric'; did you mean 'lyrics'"),
        ({"songs": {"columns": ["text"]}}, r"songs.columns`: \['text'\] is not a section of keys"),
        ({"songs": {"format": "csv"}}, "songs.format`: 'csv' is not known; known: auto, isb, text, table"),
        ({"archive": {"classic_site": "ftp://x"}}, "classic_site`: 'ftp://x' does not match .*, such as \"http://www"),
        ({"archive": {"layout": None}}, "archive.layout`: null is not known; known: classic, catalogue, auto"),
        ({"sampling": {"forms": [{"verses": "aa"}]}}, r"sampling.forms\[0\]`: missing key 'name'; add it"),
        (
            {"sampling": {"forms": [{"name": "g"}] * 2}},
            "sampling.forms`: two forms are called 'g'; give each",
        ),
        (
            {"sampling": {"forms": [{"name": "g", "radif": "50"}]}},
            "sampling.forms`, 'g', `radif`: '50' contains '50', which is neither ITRANS nor Devanagari",
        ),
        (
            {"sampling": {"forms": [{"name": "g", "first_line": "ek\ndo"}]}},
            r"sampling.forms\[0\].first_line`: .* does not match .*, such as \"sheher me.n shaam Dhalii",
        ),
        (
            {"sampling": {"forms": [{"name": "g"}]}},
            "sampling.forms`: only a model with `plans: true` writes songs of a form, .*; set `plans: true` for one",
        ),
        (
            {"songs": {"language": "any"}, "sampling": {"forms": [{"name": "g"}]}},
            "sampling.forms`: rhymes are known of Hindi alone, but the songs are of `songs.language: any`; remove",
        ),
        ({"models": [{"name": "a", "checkpoints": [1], "residual": "yes"}]}, "'yes' is not true or false; give one"),
        ({"models": [{"name": "a", "checkpoints": [1], "dropout": 1}]}, "dropout`: 1 is too large; give less than 1"),
    ],
)
def test_a_mistake_is_named_by_its_key(change, message, config):
    with pytest.raises(InputError, match=message):
        complete_configuration({**config, **change}, SCHEMA)


@pytest.mark.parametrize(
    ("given", "folder"), [({}, "demo_archive"), ({"files": []}, "demo_archive"), ({"files": ["a.csv"]}, None)]
)
def test_without_a_folder_and_files_the_songs_are_the_demos(given, folder, config):
    config["songs"] = given
    assert complete_configuration(config, SCHEMA)["songs"]["folder"] == folder


@pytest.mark.parametrize("layout", ["classic", "catalogue", "auto"])
def test_the_archive_has_three_layouts(layout, config):
    config["archive"] = {"layout": layout}
    assert complete_configuration(config, SCHEMA)["archive"]["layout"] == layout


def test_all_mistakes_are_named_together(config):
    config |= {"sampling": {"temperatures": []}, "archive": {"layuot": "classic"}}
    with pytest.raises(InputError) as refusal:
        complete_configuration(config, SCHEMA)
    assert len(str(refusal.value).splitlines()) == 2


@pytest.mark.parametrize("path", CONFIGURATIONS)
def test_every_configuration_of_the_project_is_valid(path):
    written = yaml.safe_load((ROOT / "config.yaml").read_text()) | yaml.safe_load(path.read_text())
    check_forms(complete_configuration(written, SCHEMA)["sampling"]["forms"])


@pytest.mark.parametrize("path", CONFIGURATIONS)
def test_a_complete_configuration_is_unchanged(path):
    """As with Snakemake: writing out all defaults gives an equal configuration."""
    written = yaml.safe_load((ROOT / "config.yaml").read_text()) | yaml.safe_load(path.read_text())
    complete = complete_configuration(written, SCHEMA)
    assert repr(complete_configuration(yaml.safe_load(yaml.safe_dump(complete)), SCHEMA)) == repr(complete)


def test_the_default_forms_and_no_forms_need_no_model_with_plans(config):
    default = complete_configuration(config, SCHEMA)["sampling"]["forms"]
    assert default and complete_configuration(config, SCHEMA)["sampling"]["forms"] == default
    config["sampling"]["forms"] = []
    assert complete_configuration(config, SCHEMA)["sampling"]["forms"] == []


def test_the_demo_s_forms_are_the_default_ones(config):
    """Else a configuration that only replaces the demo's models would be refused."""
    demo = complete_configuration(yaml.safe_load((ROOT / "config.yaml").read_text()), SCHEMA)
    assert demo["sampling"]["forms"] == complete_configuration(config, SCHEMA)["sampling"]["forms"]


def test_the_given_configuration_itself_is_completed(config):
    assert complete_configuration(config, SCHEMA) is config and config["corpus"]["seed"] == 1


def test_a_refused_configuration_is_unchanged(config):
    config["sampling"] = {"length": "0"}
    before = copy.deepcopy(config)
    with pytest.raises(InputError):
        complete_configuration(config, SCHEMA)
    assert config == before


FULL = {
    "songs": {"files": ["b.csv", "a.csv"], "columns": {"title": "name", "lyrics": "text"}},
    "archive": {"layout": "auto", "delay": 2, "missing_tolerance": 0},
    "corpus": {"languages": ["hindi", "english", "bhojpuri"], "left_out_rules": ["tags", "notes"], "overlap": 1},
    "models": [
        {
            "name": "one",
            "dropout": 0,
            "clip": 5,
            "checkpoints": [100, 25, 1000],
            "cooled": [{"from": 100, "step": 150}, {"from": 25, "step": 40}],
        },
        {"name": "two", "checkpoints": [2], "learning_rate": 0.01, "residual": True},
    ],
    "sampling": {"temperatures": [1, 0.5], "seeds": [2, 1], "primes": ["raat", "dil"]},
}
ANY_ORDER = {"files", "languages", "left_out_rules", "checkpoints", "cooled"}


def written_otherwise(value, draw, key=None):
    """Return an equivalent configuration: other orders of keys and sets, other forms of numbers, or texts."""
    if isinstance(value, dict):
        return {name: written_otherwise(value[name], draw, name) for name in draw(st.permutations(list(value)))}
    if isinstance(value, list):
        ordered = draw(st.permutations(value)) if key in ANY_ORDER else value
        return [written_otherwise(each, draw, key) for each in ordered]
    if value is None or isinstance(value, str):
        return draw(st.sampled_from([value, "null"])) if value is None else value
    if isinstance(value, bool):
        return draw(st.sampled_from([value, str(value).lower()]))
    whole = value == int(value)
    return draw(st.sampled_from([value, str(int(value)), int(value), float(value)] if whole else [value, str(value)]))


@given(st.data())
def test_equivalent_configurations_become_equal(data):
    canonical = repr(complete_configuration(copy.deepcopy(FULL), SCHEMA))
    defaults = data.draw(st.booleans())
    start = complete_configuration(copy.deepcopy(FULL), SCHEMA) if defaults else FULL
    assert repr(complete_configuration(written_otherwise(start, data.draw), SCHEMA)) == canonical


@pytest.mark.parametrize(
    ("section", "key", "orders"),
    [
        ("sampling", "temperatures", ([0.5, 1.0], [1.0, 0.5])),
        ("sampling", "seeds", ([1, 2], [2, 1])),
        ("sampling", "primes", (["dil", ""], ["", "dil"])),
    ],
)
def test_an_order_that_has_an_effect_is_kept(section, key, orders, config):
    for order in orders:
        assert complete_configuration({**config, section: {key: order}}, SCHEMA)[section][key] == order


def test_the_order_of_models_is_kept():
    models = [{"name": name, "checkpoints": [2]} for name in ("b", "a")]
    assert [model["name"] for model in complete_configuration({"models": models}, SCHEMA)["models"]] == ["b", "a"]


@pytest.mark.parametrize(
    ("section", "text", "value"),
    [
        ("sampling", {"length": "50"}, {"length": 50}),
        ("sampling", {"temperatures": ["0.5", "1e-3", "2"]}, {"temperatures": [0.5, 0.001, 2.0]}),
        ("sampling", {"seeds": ["7", "3"]}, {"seeds": [7, 3]}),
        ("sampling", {"primes": ["null", "true"]}, {"primes": ["null", "true"]}),
        ("archive", {"delay": "1e0"}, {"delay": 1.0}),
        ("songs", {"folder": "null"}, {"folder": None}),
        ("songs", {"folder": "50"}, {"folder": "50"}),
        ("models", [{"name": "a", "checkpoints": ["100", "20"], "residual": "true"}], None),
        ("models", [{"name": "a", "checkpoints": [100.0, 20], "residual": "True"}], None),
    ],
)
def test_a_text_is_read_as_the_type_in_the_schema(section, text, value, config):
    read = complete_configuration({**config, section: text}, SCHEMA)[section]
    if section == "models":
        assert (read[0]["checkpoints"], read[0]["residual"]) == ([20, 100], True)
    else:
        assert repr({key: read[key] for key in value}) == repr(value)


def test_numbers_have_the_type_in_the_schema():
    """`dropout: 0` and `0.0` are the same, down to the bytes of a checkpoint."""
    model = complete_configuration({"models": [{"name": "a", "checkpoints": [4.0], "clip": 5, "layers": 2.0}]}, SCHEMA)
    assert [repr(model["models"][0][key]) for key in ("checkpoints", "clip", "layers")] == ["[4]", "5.0", "2"]


def test_a_list_that_contains_itself_is_a_mistake(config):
    knot = {}
    knot["knot"] = knot
    with pytest.raises(InputError, match="unknown key 'knot'"):
        complete_configuration({**config, "sampling": knot}, SCHEMA)


@pytest.mark.parametrize(
    ("language", "script", "needed"),
    [("any", "roman", "as_written"), ("hindi", "as_written", "itrans or roman or devanagari")],
)
def test_the_script_of_a_model_must_be_one_that_the_songs_are_written_in(language, script, needed, config):
    config |= {"songs": {"language": language}, "models": [{**ONE, "script": script}]}
    with pytest.raises(InputError, match=f"`models`, 'a': songs of `songs.language: {language}`.*`script` to {needed}"):
        complete_configuration(config, SCHEMA)


def test_prime_texts_in_any_language_may_have_any_characters():
    config = {
        "songs": {"language": "any"},
        "models": [{**ONE, "script": "as_written"}],
        "sampling": {"primes": ["été 2", "河边"]},
    }
    assert complete_configuration(config, SCHEMA)["sampling"]["primes"] == ["été 2", "河边"]


def read_preset(name):
    return yaml.safe_load((ROOT / "presets" / f"{name}.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "apart"), [("article", {"checkpoints"}), ("songwriter", set())])
def test_then_and_now_has_the_models_of_their_own_presets(name, apart):
    (own,) = read_preset(name)["models"]
    compared = next(model for model in read_preset("then_and_now")["models"] if model["name"] == name)
    assert {key for key in {*own, *compared} if own.get(key) != compared.get(key)} == apart


def test_then_and_now_samples_as_the_songwriter_does():
    assert read_preset("then_and_now")["sampling"] == read_preset("songwriter")["sampling"]
