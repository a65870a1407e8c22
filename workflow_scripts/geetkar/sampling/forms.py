"""Write songs of the forms of the configuration, and count in how many lines the network keeps to them."""

from collections.abc import Callable, Sequence

import numpy as np

from geetkar.sampling.prime_texts import primes_in_script
from geetkar.sampling.requests import Sampling
from geetkar.sampling.song_plans import Plan, draw_plan
from geetkar.sampling.song_requests import SongRequest
from geetkar.sampling.song_writing import PlannedSample, SongWriter
from geetkar.verse.notation import Form, parse_form
from geetkar.verse.obedience import obedience
from geetkar.verse.plans import write_form
from geetkar.verse.rhymes import Word
from geetkar.workflow.errors import InputError

LONGEST_PLAN = 40  # lines of a song whose plan is taken


def write_forms(writer: SongWriter, forms: Sequence[Form], sampling: Sampling, plans: Sequence[Plan]) -> list[dict]:
    """Return, as JSON, the songs of each form at each temperature with each seed, and how far they keep to it.

    `plans` are those of people's songs, of which each seed takes one for a form without verses. Raise `InputError`
    before anything is written if a form cannot be written.
    """
    asked = [_requests_of(form, sampling, plans, writer) for form in forms]
    written = writer.write([request for requests in asked for request in requests])
    first, described = 0, []
    for form, requests in zip(forms, asked, strict=True):
        described.append(_describe(form.name, written[first : first + len(requests)], writer.sounds))
        first += len(requests)
    return described


def _requests_of(form: Form, sampling: Sampling, plans: Sequence[Plan], writer: SongWriter) -> list[SongRequest]:
    radif, first_line = (_in_script(text, writer.vocabulary.script) for text in (form.radif, form.first_line))
    whole = [plan for plan in plans if len(plan) <= LONGEST_PLAN]
    requests = [
        SongRequest(_plan_of(form, radif, whole, seed), temperature, seed, radif, first_line)
        for temperature in sampling.temperatures
        for seed in sampling.seeds
    ]
    try:
        for request in requests:
            writer.check(request)
    except InputError as error:
        raise InputError(f"config key `sampling.forms`, '{form.name}': {error}") from error
    return requests


def _plan_of(form: Form, radif: str | None, plans: Sequence[Plan], seed: int) -> Plan:
    if form.verses is not None:
        return parse_form(form.verses, form.syllables, radif)
    if not plans:
        raise InputError(
            f"config key `sampling.forms`, '{form.name}': the training songs have no plans; give `verses`."
        )
    return draw_plan(plans, seed)


def _in_script(text: str | None, script: str) -> str | None:
    return text and primes_in_script([text], script)[0]


def _describe(name: str, written: Sequence[PlannedSample], sounds: Callable[[str], Word]) -> dict:
    kept = [
        obedience(sample.request.plan, [line for line in sample.text.split("\n") if line], sounds) for sample in written
    ]
    return {
        "name": name,
        "kept": {
            key: {"count": sum(each[key][0] for each in kept), "of": sum(each[key][1] for each in kept)}
            for key in kept[0]
        },
        "bits": float(np.mean([sample.bits for sample in written])),
        "price": float(np.mean([sample.price for sample in written])),
        "songs": [
            {
                "temperature": sample.request.temperature,
                "seed": sample.request.seed,
                "form": write_form(sample.request.plan),
                "text": sample.text,
            }
            for sample in written
        ],
    }
