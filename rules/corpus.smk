# The corpus: the songs, read, cleaned, without duplicates, split, and written in three scripts.
# In: results/archive/, or the song files. Out: results/corpus/.


def songs_to_parse(wildcards):
    """Return the songs as crawled, or the files that are read where they are."""
    return {"archive": "results/archive/songs.jsonl.gz"} if FOUND.crawled else {"files": SONG_FILES}


def ways_to_read():
    """Return the keys of `songs` that decide how files of their format are read."""
    decisive = {"isb": [], "text": ["separator", "script"], "table": ["columns", "script"]}[FOUND.format]
    return {"format": FOUND.format, **{key: config["songs"][key] for key in ["language", *decisive]}}


def verdict_of_the_crawl(wildcards):
    return {"verdict": "results/archive/crawl.json"} if FOUND.crawled else {}


def audit_answers(wildcards):
    """Return the files with answers of the audit."""
    if not config["audit"]["answers"]:
        raise WorkflowError("config key `audit.answers` is empty: list the files that were saved on the audit page.")
    return [path_of(PROJECT / path) for path in config["audit"]["answers"]]


rule parse_songs:
    """Read and clean every song file; list what cannot be used in `rejected`, with the reason."""
    input:
        unpack(songs_to_parse),
        code=code_of("parse_songs"),
    output:
        songs="results/corpus/songs.parquet",
        rejected="results/corpus/rejected.jsonl",
        round_trip="results/corpus/round_trip.jsonl",
        counts="results/corpus/cleaning.json",
    log:
        "results/logs/corpus/parse_songs.log",
    benchmark:
        "results/benchmarks/corpus/parse_songs.tsv"
    conda:
        "../envs/corpus.yaml"
    params:
        reading=ways_to_read(),
        left_out=config["corpus"]["left_out_rules"],
        repeats=config["corpus"]["repeats"],
        english=config["corpus"]["english"],
    script:
        "../workflow_scripts/parse_songs.py"


rule recognize_languages:
    """Recognize the language of each song by its function words, unless the songs are read in any language."""
    input:
        songs="results/corpus/songs.parquet",
        code=code_of("recognize_languages"),
    output:
        languages="results/corpus/languages.parquet",
    log:
        "results/logs/corpus/recognize_languages.log",
    benchmark:
        "results/benchmarks/corpus/recognize_languages.tsv"
    conda:
        "../envs/corpus.yaml"
    params:
        language=config["songs"]["language"],
    script:
        "../workflow_scripts/recognize_languages.py"


rule check_languages:
    """Compare the recognized languages with labels given by hand.

    Only the corpus page reads the result, so a new label changes no song.
    """
    input:
        songs="results/corpus/songs.parquet",
        languages="results/corpus/languages.parquet",
        code=code_of("check_languages"),
    output:
        check="results/corpus/language_check.json",
    log:
        "results/logs/corpus/check_languages.log",
    conda:
        "../envs/corpus.yaml"
    script:
        "../workflow_scripts/check_languages.py"


rule find_people:
    """Find the spellings of each person's name and the one to use; names are in no text, so no network depends on them."""
    input:
        songs="results/corpus/songs.parquet",
        code=code_of("find_people"),
    output:
        people="results/corpus/people.parquet",
    log:
        "results/logs/corpus/find_people.log",
    benchmark:
        "results/benchmarks/corpus/find_people.tsv"
    conda:
        "../envs/corpus.yaml"
    params:
        language=config["songs"]["language"],
    script:
        "../workflow_scripts/find_people.py"


rule find_duplicates:
    """Find the versions of each song and choose the one to keep, so that no song is in two splits."""
    input:
        songs="results/corpus/songs.parquet",
        code=code_of("find_duplicates"),
    output:
        duplicates="results/corpus/duplicates.parquet",
    log:
        "results/logs/corpus/find_duplicates.log",
    benchmark:
        "results/benchmarks/corpus/find_duplicates.tsv"
    conda:
        "../envs/corpus.yaml"
    params:
        overlap=config["corpus"]["overlap"],
        language=config["songs"]["language"],
    script:
        "../workflow_scripts/find_duplicates.py"


rule split_songs:
    """Assign the songs to train, val and test by a seed; songs that share a verse get the same split.

    This fails if a training song is a version of a held-out one.
    """
    input:
        songs="results/corpus/songs.parquet",
        duplicates="results/corpus/duplicates.parquet",
        languages="results/corpus/languages.parquet",
        code=code_of("split_songs"),
    output:
        splits="results/corpus/splits.parquet",
    log:
        "results/logs/corpus/split_songs.log",
    benchmark:
        "results/benchmarks/corpus/split_songs.tsv"
    conda:
        "../envs/corpus.yaml"
    params:
        chosen_languages=config["corpus"]["languages"],
        overlap=config["corpus"]["overlap"],
        language=config["songs"]["language"],
        validation_share=config["corpus"]["validation_share"],
        test_share=config["corpus"]["test_share"],
        seed=config["corpus"]["seed"],
    script:
        "../workflow_scripts/split_songs.py"


rule write_text:
    """Write the songs of each split as one text in one script, with an index of where each song is."""
    input:
        songs="results/corpus/songs.parquet",
        splits="results/corpus/splits.parquet",
        code=code_of("write_text"),
    output:
        train="results/corpus/{script}/train.txt",
        val="results/corpus/{script}/val.txt",
        test="results/corpus/{script}/test.txt",
        song_index="results/corpus/{script}/song_index.parquet",
    log:
        "results/logs/corpus/write_text.{script}.log",
    benchmark:
        "results/benchmarks/corpus/write_text.{script}.tsv"
    conda:
        "../envs/corpus.yaml"
    script:
        "../workflow_scripts/write_text.py"


rule summarize_corpus:
    """Count the songs that were crawled, parsed, rejected and kept."""
    input:
        unpack(verdict_of_the_crawl),
        songs="results/corpus/songs.parquet",
        people="results/corpus/people.parquet",
        duplicates="results/corpus/duplicates.parquet",
        languages="results/corpus/languages.parquet",
        splits="results/corpus/splits.parquet",
        counts="results/corpus/cleaning.json",
        code=code_of("summarize_corpus"),
    output:
        summary="results/corpus/summary.json",
    log:
        "results/logs/corpus/summarize_corpus.log",
    benchmark:
        "results/benchmarks/corpus/summarize_corpus.tsv"
    conda:
        "../envs/corpus.yaml"
    params:
        overlap=config["corpus"]["overlap"],
    script:
        "../workflow_scripts/summarize_corpus.py"


rule choose_audit_songs:
    """Choose songs by a seed, and put each file's lines next to those that were read, for people to compare."""
    input:
        unpack(songs_to_parse),
        songs="results/corpus/songs.parquet",
        people="results/corpus/people.parquet",
        code=code_of("choose_audit_songs"),
    output:
        audit="results/corpus/audit.jsonl",
    log:
        "results/logs/corpus/choose_audit_songs.log",
    conda:
        "../envs/corpus.yaml"
    params:
        reading=ways_to_read(),
        size=config["audit"]["songs"],
        seed=config["audit"]["seed"],
        scripts=SCRIPTS,
    script:
        "../workflow_scripts/choose_audit_songs.py"


rule sum_up_audit:
    """Sum up the answers of an audit: the shares of songs and lines that are right, with confidence intervals."""
    input:
        audit="results/corpus/audit.jsonl",
        answers=audit_answers,
        code=code_of("sum_up_audit"),
    output:
        result="results/corpus/audit_result.json",
    log:
        "results/logs/corpus/sum_up_audit.log",
    conda:
        "../envs/corpus.yaml"
    script:
        "../workflow_scripts/sum_up_audit.py"
