"""Write songs of the forms of the configuration, and count in how many lines the network keeps to them."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from statistics import fmean

from geetkar.sampling.prime_texts import primes_in_script
from geetkar.sampling.song_plans import Plan, in_drawn_order
from geetkar.sampling.song_requests import SongRequest
from geetkar.sampling.song_writing import PlannedSample, SongWriter
from geetkar.verse.notation import Form, parse_form
from geetkar.verse.obedience import PARTS, faults_of, obedience
from geetkar.verse.plans import write_form
from geetkar.verse.rhymes import Word
from geetkar.workflow.errors import InputError

log = logging.getLogger("geetkar.sampling")

LONGEST_PLAN = 40  # lines of a song whose plan is taken


def write_forms(
    writer: SongWriter,
    forms: Sequence[Form],
    temperatures: Sequence[float],
    seeds: Sequence[int],
    plans: Sequence[Plan],
) -> list[dict]:
    """Return, as JSON, the songs of each form at each temperature with each seed, and how far they keep to it.

    `plans` are those of people's songs, of which each seed draws one that can be written for a form without verses. A
    form that cannot be written, such as one with more rhymes than a small collection has, gives the reason in place of
    songs, so that the others can be read.
    """
    whole = [plan for plan in plans if len(plan) <= LONGEST_PLAN]
    described = []
    for form in forms:
        refused, written = None, []
        try:
            written = writer.write(_requests_of(form, temperatures, seeds, whole, writer))
        except InputError as error:
            refused = str(error)
            log.warning("the form '%s' cannot be written: %s", form.name, refused)
        described.append({"name": form.name, "refused": refused, **_describe(written, writer.sounds)})
    return described


def _requests_of(
    form: Form, temperatures: Sequence[float], seeds: Sequence[int], plans: Sequence[Plan], writer: SongWriter
) -> list[SongRequest]:
    of_seeds = [_request_of(form, seed, plans, writer) for seed in seeds]
    return [replace(request, temperature=temperature) for temperature in temperatures for request in of_seeds]


def _request_of(form: Form, seed: int, plans: Sequence[Plan], writer: SongWriter) -> SongRequest:
    """Return a request, at any temperature, for the first plan that can be written."""
    radif, first_line = (_in_script(text, writer.vocabulary.script) for text in (form.radif, form.first_line))
    refused = InputError("the training songs have no plans to write to; give `verses`.")
    for plan in _plans_of(form, radif, plans, seed):
        request = SongRequest(plan, 1.0, seed, radif, first_line)
        try:
            writer.check(request)
        except InputError as error:
            refused = error
        else:
            return request
    raise refused


def _plans_of(form: Form, radif: str | None, plans: Sequence[Plan], seed: int) -> Iterator[Plan]:
    """Yield the plan of a form's verses; of a form without, people's plans in an order drawn by the seed."""
    if form.verses is not None:
        yield parse_form(form.verses, form.syllables, radif)
    else:
        yield from in_drawn_order(plans, seed)


def _in_script(text: str | None, script: str) -> str | None:
    return text and primes_in_script([text], script)[0]


def _describe(written: Sequence[PlannedSample], sounds: Callable[[str], Word]) -> dict:
    kept = [obedience(sample.request.plan, _lines_of(sample), sounds) for sample in written]
    return {
        "kept": {
            key: {"count": sum(each[key][0] for each in kept), "of": sum(each[key][1] for each in kept)}
            for key in (*PARTS, "songs")
        },
        "bits": fmean(sample.bits for sample in written) if written else None,
        "price": fmean(sample.price for sample in written) if written else None,
        "songs": [
            {
                "temperature": sample.request.temperature,
                "seed": sample.request.seed,
                "form": write_form(sample.request.plan),
                "text": sample.text,
                "faults": [*map(sorted, faults_of(sample.request.plan, _lines_of(sample), sounds))],
            }
            for sample in written
        ],
    }


def _lines_of(sample: PlannedSample) -> list[str]:
    return [line for line in sample.text.split("\n") if line]
