# Verse: how words sound, and the form of songs.
# In: results/corpus/. Out: results/verse/{script}/.


def plans_to_arrange_by(wildcards):
    """Return the plans of a script's songs for an arrangement with plans; nothing for any other."""
    return [f"results/verse/{wildcards.script}/plans.parquet"] if "planned" in wildcards.arrangement else []


rule learn_spellings:
    """Learn from the training songs which words are English, and which ITRANS word a roman word is."""
    input:
        texts=expand("results/corpus/{script}/train.txt", script=SCRIPTS),
        code=code_of("learn_spellings"),
    output:
        spellings="results/verse/{script}/spellings.json",
    log:
        "results/logs/verse/learn_spellings.{script}.log",
    conda:
        "../envs/verse.yaml"
    params:
        scripts=SCRIPTS,
    script:
        "../workflow_scripts/learn_spellings.py"


rule plan_songs:
    """Plan each song as it is: the length of each line, and the earlier line that it repeats or rhymes with."""
    input:
        spellings="results/verse/{script}/spellings.json",
        song_index="results/corpus/{script}/song_index.parquet",
        train="results/corpus/{script}/train.txt",
        val="results/corpus/{script}/val.txt",
        test="results/corpus/{script}/test.txt",
        code=code_of("plan_songs"),
    output:
        plans="results/verse/{script}/plans.parquet",
    log:
        "results/logs/verse/plan_songs.{script}.log",
    conda:
        "../envs/verse.yaml"
    script:
        "../workflow_scripts/plan_songs.py"


rule learn_rhymes:
    """Learn from the training songs which words rhyme, and how many words radifs have."""
    input:
        spellings="results/verse/{script}/spellings.json",
        song_index="results/corpus/{script}/song_index.parquet",
        train="results/corpus/{script}/train.txt",
        plans="results/verse/{script}/plans.parquet",
        code=code_of("learn_rhymes"),
    output:
        rhyming_words="results/verse/{script}/rhyming_words.json",
    log:
        "results/logs/verse/learn_rhymes.{script}.log",
    conda:
        "../envs/verse.yaml"
    script:
        "../workflow_scripts/learn_rhymes.py"


rule summarize_forms:
    """Count the schemes, refrains and ghazals of the songs, and how far verses keep what others began."""
    input:
        plans="results/verse/{script}/plans.parquet",
        code=code_of("summarize_forms"),
    output:
        forms="results/verse/{script}/forms.json",
    log:
        "results/logs/verse/summarize_forms.{script}.log",
    conda:
        "../envs/verse.yaml"
    script:
        "../workflow_scripts/summarize_forms.py"


rule arrange_text:
    """Arrange a text as networks read it: each line from its end, after the codes of its plan, or both."""
    input:
        text="results/corpus/{script}/{split}.txt",
        song_index="results/corpus/{script}/song_index.parquet",
        plans=plans_to_arrange_by,
        code=code_of("arrange_text"),
    output:
        arranged="results/verse/{script}/{arrangement}/{split}.txt",
    log:
        "results/logs/verse/arrange_text.{script}.{arrangement}.{split}.log",
    conda:
        "../envs/verse.yaml"
    script:
        "../workflow_scripts/arrange_text.py"
