"""Small made-up results of a run, and the pages that the rules' scripts draw from them."""

import json
from pathlib import Path
from unittest.mock import patch

import torch
from songs_of_our_own import index_of

import draw_audit
import draw_benchmarks
import draw_checkpoint
import draw_comparison
import draw_corpus
import draw_costs
import draw_index
import draw_model
import draw_primer
import index_songs
import judge_songs
import learn_memory
import learn_spellings
import measure_forms
import measure_references
import measure_samples
import sample_counts
from geetkar.corpus.audit import rows_of_draw
from geetkar.corpus.song_text import SONG_BREAK
from geetkar.corpus.tables import SONG_INDEX, SONGS, SPLITS, table_of, write_table
from geetkar.corpus.transliteration.itrans import SCRIPTS, write_in_script
from geetkar.primer import pixel_prediction
from geetkar.training.checkpoint import Origin, save_tensors
from geetkar.training.language_model import LanguageModel
from geetkar.training.model import Model
from geetkar.verse.forms import summarize_forms
from geetkar.verse.notation import parse_form
from geetkar.vocabulary.encoding import encode_text
from geetkar.vocabulary.vocabulary import build_vocabulary
from geetkar.workflow.array_files import write_array
from geetkar.workflow.configuration import complete_configuration
from geetkar.workflow.files import write_lines

HOSTILE = "<script>document.title='broken'</script> \u202edlrow & \"dil\""
TITLE = f"nadii ke paar {HOSTILE}"
ROOT = Path(__file__).parents[2]
SCHEMA, LOCK = ROOT / "schemas/config.schema.yaml", ROOT / "requirements.lock"
STEPS = [10, 100, 1000]
NAMES = [("a_model_with_a_rather_long_name", "roman", False), ("second", "devanagari", True)]
MODELS = complete_configuration(
    {
        "models": [
            {
                "name": name,
                "script": script,
                "plans": plans,
                "layers": 3,
                "hidden": 300,
                "checkpoints": STEPS,
                "begin_from": f"{HOSTILE}/weights.safetensors" if plans else None,
            }
            for name, script, plans in NAMES
        ]
    },
    SCHEMA,
)["models"]
SONG = "nadii ke paar jaanaa hai\nvahaa.N ik gaa.Nv suhaanaa hai\n\nraat Dhalii to din aayaa\nsabane apanaa giit gaayaa"
IN_SCRIPTS = {
    script: "\n".join(write_in_script(line, script) for line in SONG.split("\n"))
    for script in ("roman", "itrans", "devanagari")
}
SAMPLING = {"primes": ["", "dil"], "temperatures": [0.5, 1.0], "seeds": [1, 2], "length": 120}


def metrics(step):
    end = {
        "step": step,
        "cooled_from": 100 if step == 1000 else None,
        "epochs": step / 7,
        "characters_seen": step * 2500,
        "parameters": 1_234_567,
    }
    losses = {f"{split}_{unit}": 3 - step / 900 for split in ("validation", "test") for unit in ("nats", "bpc")}
    plans = {"validation_plan_bpc": 0.2, "test_plan_bpc": 0.2}
    line = {"step": step - 5, "loss_nats": 2.5, "learning_rate": 0.1, "gradient_norm": 1.0}
    before = {"before": {"training": [[each - 5, 2.6] for each in STEPS if each < step], "validation": []}}
    return json.dumps(line) + "\n" + json.dumps(end | losses | plans | before) + "\n"


def timing(step):
    line = {"step": step, "seconds": step / 50, "characters_per_second": 9000.0, "peak_memory_bytes": 300_000_000}
    return json.dumps(line) + "\n"


def samples(model, step):
    song = IN_SCRIPTS[model["script"]]
    asked = [
        (prime, temperature, seed) for prime in ("", "dil") for temperature in (0.5, 1.0) for seed in SAMPLING["seeds"]
    ]
    return {
        "model": model["name"],
        "step": step,
        "samples": [
            {
                "prime": prime,
                "temperature": temperature,
                "seed": seed,
                "text": f"{prime} {HOSTILE} s{step}t{temperature}r{seed} a b\n{song}\n\n\n{song}",
            }
            for prime, temperature, seed in asked
        ],
    }


FORMS = summarize_forms(parse_form(form) for form in ("aa xa xa xa", "Aa bbaA ccaA", "Aa bbaA", f"{'xb' * 60} x"))
LANGUAGE_CHECK = {
    "drawn": {
        "songs": 300,
        "error": {"count": 1, "of": 300, "share": 1 / 300, "interval": [0.0006, 0.0186]},
        "wrong": [{"song": "3", "labelled": "punjabi", "recognized": "hindi"}],
    },
    "sought": {"songs": 0, "error": None, "wrong": []},
}
SUMMARY = {
    "archive": {"source": HOSTILE, "layout": "classic", "songs": 1234, "missing": {HOSTILE: HOSTILE}, "notice": None},
    "files": 1234,
    "songs": 1200,
    "rejected": {"not_isb": 34},
    "encodings": {"ascii": 1230, "latin-1": 4},
    "quirks": {"field missing: year": 12},
    "marks": {"cue": 30, "elision": 50, "fragment": 10},
    "roles": {"antara": 60, "mukhda": 20},
    "round_trip_failures": 0,
    "overlap": 0.6,
    "duplicates": 3,
    "contained_duplicates": 1,
    "versions": [{"song": "1", "cluster": "2", "overlap": 0.75}],
    "languages": {"hindi": 1190, "punjabi": 10},
    "other_languages": 10,
    "splits": {"train": 1100, "val": 50, "test": 47},
    "lines": 20000,
    "words": 100000,
    "distinct_words_as_written": 12000,
    "distinct_words_as_spelled": 11200,
    "distinct_words": 11000,
    "english_words": 300,
    "songs_with_english": 40,
    "frequent_english_words": [["love", 20], [HOSTILE, 2]],
    "rules": [
        {
            "name": "comments",
            "left_out": False,
            "lines": 500,
            "explanation": HOSTILE,
            "examples": [{"song": "1", "before": HOSTILE, "after": "dil"}],
        }
    ],
    "songs_by_year": {"1957": 300, "1961": 900},
    "songs_without_year": 34,
    "songs_of_no_film": 5,
    "people": 400,
    "spellings": 450,
    "frequent_spellings": [{"name": HOSTILE, "spellings": [[HOSTILE, 20], ["Sita", 3]]}],
    "films": 2,
    "frequent_films": [[HOSTILE, 5]],
    "frequent_words": [["hai", 4000], [HOSTILE, 2]],
    "frequencies_by_rank": [[1, 4000], [10, 300], [100, 40]],
    "vocabulary_growth": [[10, 8], [1000, 400], [100000, 11000]],
    "letters": [["a", 900], ["i", 300]],
    "repeated_lines": [["raat Dhalii to din aayaa", 3], [HOSTILE, 3]],
    "words_per_line": {"5%": 2, "50%": 6, "95%": 12},
    "lines_per_song": {"5%": 8, "50%": 18, "95%": 40},
    "words_per_line_counts": [[2, 100], [6, 900], [12, 80]],
    "lines_per_song_counts": [[8, 100], [18, 900], [40, 80]],
}
COMPARISON = {
    "steps": 400,
    "hidden": 128,
    "characters": 80000,
    "characters_needed": 1601,
    "times_read": 8,
    "by_song_bpc": 2.4,
    "by_line_bpc": 2.3,
}

YARDSTICKS = [
    {"name": name, "validation_bpc": 2.1, "test_bpc": 2.0, "adaptive": adaptive, "explanation": f"`xz -9e` {HOSTILE}"}
    for name, adaptive in ((HOSTILE, True), ("Kneser-Ney 6-gram", False))
]


def songs_of_forms(script):
    """Return the songs of two forms in a script, one with a line that does not rhyme, as `sample_forms` writes them."""
    refrain, answer = IN_SCRIPTS[script].split("\n")[:2]
    kept = {key: {"count": 3, "of": 4} for key in ("rhyme", "refrain", "free", "length", "songs")}
    songs = [
        {
            "temperature": temperature,
            "seed": seed,
            "form": "Aa xA",
            "text": f"{refrain}\n{answer}\n\n{HOSTILE}\n{refrain}\n",
            "faults": [[], ["rhyme"], [], []],
        }
        for temperature in SAMPLING["temperatures"]
        for seed in SAMPLING["seeds"]
    ]
    described = {"kept": {**kept, "radif": {"count": 0, "of": 0}}, "bits": 1.5, "price": 0.125, "songs": songs}
    written = [{"name": name, "refused": None, **described} for name in ("geet", "like_people")]
    nothing = {key: {"count": 0, "of": 0} for key in described["kept"]}
    unwritten = {"name": "ghazal", "refused": HOSTILE, "kept": nothing, "bits": None, "price": None, "songs": []}
    return [unwritten, *written]


def write_corpus(folder):
    """Make songs in three scripts, with a hostile title, and the tables that pages are drawn from."""
    ids = [str(number) for number in range(5)]
    told = {"file": "a.isb", "title": TITLE, "film": HOSTILE, "non_film": False, "year": 1957}
    write_table(folder / "songs.parquet", table_of([{"song": song, **told} for song in ids], SONGS), SONGS)
    rows = [{"song": song, "split": "train"} for song in ids]
    write_table(folder / "splits.parquet", table_of(rows, SPLITS), SPLITS)
    for script, song in IN_SCRIPTS.items():
        for split in ("train", "val", "test"):
            (folder / f"{script}.{split}.txt").write_text(SONG_BREAK.join([song] * len(ids)) + "\n")
        (folder / script).mkdir()
        (folder / script / "yardsticks.json").write_text(json.dumps(YARDSTICKS))
        index = index_of((folder / f"{script}.train.txt").read_text(), ids)
        write_table(folder / f"{script}.song_index.parquet", index, SONG_INDEX)
    described = {"summary": SUMMARY, "comparison": COMPARISON, "language_check": LANGUAGE_CHECK, "forms": FORMS}
    for name, content in described.items():
        (folder / f"{name}.json").write_text(json.dumps(content))


def draw_the_corpus(folder):
    """Draw the page about the corpus, with the spellings of its songs."""
    described = (folder / f"{name}.json" for name in ("summary", "comparison", "language_check"))
    tables = (folder / f"{name}.parquet" for name in ("songs", "splits"))
    spellings = folder / "itrans.spellings.json"
    learn_spellings.main("itrans", SCRIPTS, [folder / f"{each}.train.txt" for each in SCRIPTS], spellings)
    draw_corpus.main(*described, *tables, folder / "pages/corpus.html", folder / "forms.json", spellings)


AUDITED = "1", "2", "3"
RAW = f"""\\startsong
\\stitle{{nadii ke paar}}%
\\film{{{HOSTILE}}}%
#indian
la: nadii ke paar jaanaa hai
% {HOSTILE}
meraa ##pen## kho gayaa

nadii ke \\threedots
#endindian"""
READ = [["nadii ke paar jaanaa hai", "meraa pen kho gayaa"], ["nadii ke paar jaanaa hai"]]
MARKS = [
    {"kind": kind, "line": line, "word": word, "to_line": line, "to_word": end, "text": text}
    for kind, line, word, end, text in (
        ("cue", 0, 0, 0, HOSTILE),
        ("repeat", 0, 1, 3, "2"),
        ("english", 1, 1, 2, "pen"),
        ("elision", 2, 2, 5, "nadii ke paar jaanaa hai"),
    )
]


def draw_the_audit(folder):
    """Draw the page of the audit of three songs, from files that are alike."""
    song = {
        "film": HOSTILE,
        "singers": [HOSTILE, "Ek"],
        "year": None,
        "remarks": [],
        "roles": ["mukhda", ""],
        "marks": MARKS,
        "verses": READ,
    }
    origin = {"file": HOSTILE, "sha256": "ab"}
    songs = [{**origin, "song": number, "title": f"nadii ke paar {number}", **song} for number in AUDITED]
    write_lines(folder / "audit.jsonl", rows_of_draw(songs, dict.fromkeys(AUDITED, RAW), seed=1, scripts=["roman"]))
    draw_audit.main(folder / "audit.jsonl", folder / "pages/corpus_audit.html")


def sample_with_counts(script, folder, samples):
    """Write samples with the counts of a script's training text."""
    encoded, vocabulary, settings = (folder / f"{script}.{name}" for name in ("npy", "vocabulary.json", "memory"))
    text = (folder / f"{script}.train.txt").read_text()
    built = build_vocabulary(text, script, "char")
    built.write_to(vocabulary)
    write_array(encoded, encode_text(text, built))
    learn_memory.main("song_and_corpus", encoded, vocabulary, settings)
    sample_counts.main(script, settings, vocabulary, samples, SAMPLING)


def measure_corpus(folder, script):
    """Make the measures of people's songs and of counts."""
    train, counts, known = folder / f"{script}.train.txt", folder / f"{script}.counts.json", known_songs(folder, script)
    sample_with_counts(script, folder, counts)
    texts = [folder / f"{each}.train.txt" for each in SCRIPTS]
    learn_spellings.main(script, SCRIPTS, texts, known["spellings"])
    index_songs.main(
        script, train, **{name: known[name] for name in ("training_songs", "training_text", "suffix_array")}
    )
    measure_references.main(
        script=script,
        held_out=folder / f"{script}.val.txt",
        count_samples=counts,
        references=folder / script / "references.json",
        sampling=SAMPLING,
        **known,
    )


def known_songs(folder, script):
    """Make the files needed to mark and measure texts in a script."""
    names = ("spellings", "training_songs", "training_text", "suffix_array")
    return {
        **{name: folder / f"{script}.{name}" for name in names},
        "song_index": folder / f"{script}.song_index.parquet",
        "songs": folder / "songs.parquet",
    }


def measure_model(folder, model, steps, samples=samples):
    """Write the results of a model's checkpoints, and measure their samples; return the paths by kind."""
    script = model["script"]
    paths = {"samples": [], "measures": [], "metrics": [], "timings": [], "forms": []}
    for step in steps:
        checkpoint = folder / "training" / model["name"] / f"step-{step:06d}"
        checkpoint.mkdir(parents=True)
        files = {kind: checkpoint / kind for kind in paths}
        files["samples"].write_text(json.dumps(samples(model, step)))
        files["metrics"].write_text(metrics(step))
        files["timings"].write_text(timing(step))
        measure_samples.main(samples=files["samples"], measures=files["measures"], **known_songs(folder, script))
        if model["plans"]:
            measure_songs_of_forms(folder, model, step, files["forms"])
        else:
            del files["forms"]
        for kind, path in files.items():
            paths[kind].append(path)
    return paths


def measure_songs_of_forms(folder, model, step, measures):
    """Write songs of forms by a checkpoint, and measure them."""
    script = model["script"]
    forms = measures.with_name("songs_of_forms")
    forms.write_text(json.dumps({"model": model["name"], "step": step, "forms": songs_of_forms(script)}))
    held_out = [folder / f"{script}.{split}.txt" for split in ("val", "test")]
    measure_forms.main(forms=forms, held_out=held_out, measures=measures, **known_songs(folder, script))


def draw_model_page(folder, model, paths):
    """Draw the page of a model whose checkpoints were measured; return its path."""
    script, page = model["script"], folder / "pages" / model["name"] / "index.html"
    page.parent.mkdir(parents=True)
    references, yardsticks = folder / script / "references.json", folder / script / "yardsticks.json"
    memory_help = page.with_name("memory_help.json")
    memory_help.write_text(json.dumps(help_of_a_memory(f"{IN_SCRIPTS[script]}\n{HOSTILE}")))
    judged = judge_the_songs(folder, model)
    draw_model.main(
        model,
        paths["measures"],
        paths["metrics"],
        references,
        yardsticks,
        [memory_help],
        [judged],
        paths["forms"],
        page,
    )
    return page


def judge_the_songs(folder, model):
    """Judge a network that writes one song again and again; return the path of the result."""
    script = model["script"]
    written, judged = folder / f"{model['name']}.songs.json", folder / "judged" / model["name"] / "judge.json"
    judged.parent.mkdir(parents=True, exist_ok=True)
    texts = [f"{HOSTILE}\n{IN_SCRIPTS[script]}\n\n\n"] * 10
    described = {"step": 1000, "temperature": 0.5, "length": 400, "planned": model.get("plans", False)}
    written.write_text(json.dumps({**described, "texts": texts}))
    held_out = [folder / f"{script}.{split}.txt" for split in ("train", "val", "test")]
    judge_songs.main(written, held_out[0], held_out, **known_songs(folder, script), judged=judged)
    return judged


def help_of_a_memory(text):
    """Return what a memory saves in a song: from character to character 0 to 5 bits more, then as many fewer."""
    with_memory = [1.0] * len(text)
    return {
        "step": 10,
        "text": text,
        "bits": with_memory,
        "bits_without": [1.0 + n // 3 % 11 - 5 for n in range(len(text))],
    }


def draw_pages_of(folder, model, steps):
    """Draw the pages of a model and its checkpoints; return the paths of their inputs by kind."""
    paths = measure_model(folder, model, steps)
    folder_of_pages = draw_model_page(folder, model, paths).parent
    references = folder / model["script"] / "references.json"
    for number, step in enumerate(steps):
        measures, metrics_path = (paths[kind][number] for kind in ("measures", "metrics"))
        page = folder_of_pages / f"step-{step:06d}.html"
        draw_checkpoint.main(model, measures, metrics_path, references, paths["forms"][number : number + 1], page)
    return paths


def draw_the_comparison(folder, paths):
    """Compare the first model, the inputs of whose pages are given by kind, with one that has plans."""
    models = [MODELS[0], {**MODELS[0], "name": "with_plans", "plans": True}]
    compared = [paths, draw_pages_of(folder, models[1], STEPS)]
    measures, metrics, timings, forms = (
        [path for each in compared for path in each[kind]] for kind in ("measures", "metrics", "timings", "forms")
    )
    draw_comparison.main(
        models,
        article=models[0],
        measures=measures,
        metrics=metrics,
        timings=timings,
        judged=[folder / "judged" / model["name"] / "judge.json" for model in models],
        forms=forms,
        references=folder / "roman/references.json",
        page=folder / "pages" / MODELS[0]["name"] / "compared_with_with_plans.html",
    )


def draw_the_primer(folder):
    """Draw the primer with an untrained network, and a pixel network that is hardly trained."""
    text = IN_SCRIPTS["roman"] + "\n<script>document.title='broken'</script>\n" * 3
    words, characters = (build_vocabulary(text, "roman", unit) for unit in ("word", "char"))
    (model,) = complete_configuration({"models": [{**MODELS[0], "hidden": 8}]}, SCHEMA)["models"]
    torch.manual_seed(1)
    weights = LanguageModel(Model.configured(model), len(characters)).state_dict()
    paths = [folder / name for name in ("words.npy", "words.json", "weights.safetensors", "characters.json")]
    write_array(paths[0], encode_text(text, words))
    words.write_to(paths[1])
    save_tensors(paths[2], weights, Origin(Model.configured(model), characters.units, 10))
    characters.write_to(paths[3])
    (folder / "primer").mkdir()
    with patch.object(pixel_prediction, "EPOCHS", 10):
        encoded, vocabulary, network, alphabet = paths
        named = {"model": model["name"], "step": 10}
        draw_primer.main(encoded, vocabulary, [network], [alphabet], model, named, folder / "primer/index.html")


def draw_the_benchmarks(folder):
    """Draw the page of benchmarks from tables with hostile text."""
    measured = ("crawl", "corpus", "speed", "learning", "texts", "forms", "dag", "pages")
    growth = {"work": HOSTILE, "amounts": [10, 30, 100], "seconds": [1.0, 3.0, 9.0], "peak_mb": [50, 51, 52]}
    place = folder / "benchmarks"
    place.mkdir()
    figures, tables = ({name: place / f"{name}.{kind}" for name in measured} for kind in ("json", "md"))
    for name in measured:
        figures[name].write_text(json.dumps({"growth": [growth]}))
        tables[name].write_text(
            f"| {HOSTILE} | characters/s | {'a long heading ' * 9} |\n|---|--:|--:|\n| a | 1 | 2 |\n"
        )
    draw_benchmarks.main(measured, figures.values(), tables.values(), LOCK, place / "index.html")


def draw_all(folder):
    """Draw every page with the rules' scripts from made-up results."""
    write_corpus(folder)
    (folder / "pages").mkdir()
    draw_the_corpus(folder)
    draw_the_audit(folder)
    scripts = [model["script"] for model in MODELS]
    for script in scripts:
        measure_corpus(folder, script)
    drawn = [draw_pages_of(folder, model, STEPS) for model in MODELS]
    measured, metrics, timings, forms = (
        [path for each in drawn for path in each[kind]] for kind in ("measures", "metrics", "timings", "forms")
    )
    draw_the_comparison(folder, drawn[0])
    configuration = {"models": MODELS, "songs": {"folder": HOSTILE}, "dataset": {"description": HOSTILE}}
    texts = [folder / "roman.train.txt"]
    draw_costs.main(configuration, metrics, timings, texts, LOCK, folder / "pages/costs.html")
    draw_index.main(
        configuration=configuration,
        measures=measured,
        metrics=metrics,
        references=[folder / script / "references.json" for script in scripts],
        yardsticks=[folder / script / "yardsticks.json" for script in scripts],
        judged=[folder / "judged" / model["name"] / "judge.json" for model in MODELS],
        forms=forms,
        summary=folder / "summary.json",
        page=folder / "index.html",
    )
    draw_the_primer(folder)
    draw_the_benchmarks(folder)
