"""Samples of networks with their marks, as `measure_samples` writes them."""


def line(text, *, new=(), copied=None, new_song=False, faults=()):
    words = [{"text": word, "kind": "new" if word in new else "known"} for word in text.split()]
    return {
        "words": words,
        "new_song": new_song,
        "copied": copied,
        "runs": [],
        "rhyme": None,
        "letter": "a" if words else None,
        "faults": list(faults),
    }


def sample(*lines, prime="", seed=1):
    return {"prime": prime, "temperature": 0.7, "seed": seed, "lines": list(lines)}
