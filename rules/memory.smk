# Memory: learn what to remember of songs, and write what it proposes for each unit of the texts.
# In: results/vocabulary/{vocabulary}/. Out: results/memory/{vocabulary}/.


rule learn_memory:
    """Find the discounts of a memory and, if it has a corpus, count what follows each context in the training songs."""
    input:
        encoded="results/vocabulary/{vocabulary}/train.npy",
        vocabulary="results/vocabulary/{vocabulary}/vocabulary.json",
        code=code_of("learn_memory"),
    output:
        settings="results/memory/{vocabulary}/{memory}/memory.safetensors",
    log:
        "results/logs/memory/{vocabulary}.{memory}.log",
    conda:
        "../envs/memory.yaml"
    threads: 1
    script:
        "../workflow_scripts/learn_memory.py"


rule remember_songs:
    """Write what the memory of the song proposes for each unit of a text, as an array that training maps into memory."""
    input:
        settings="results/memory/{vocabulary}/song/memory.safetensors",
        encoded="results/vocabulary/{vocabulary}/{split}.npy",
        code=code_of("remember_songs"),
    output:
        rows="results/memory/{vocabulary}/song/{split}.npy",
    log:
        "results/logs/memory/{vocabulary}.song.{split}.log",
    conda:
        "../envs/memory.yaml"
    threads: 1
    script:
        "../workflow_scripts/remember_songs.py"
