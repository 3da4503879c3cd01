"""What is wrong with a request, or with the files that it names, is found before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from isogloss.data.lines import missing
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.measure.columns import by_language, number
from isogloss.measure.expectation.scored import scored
from isogloss.measure.grounds import asked_by
from isogloss.measure.learned import explainable
from isogloss.measure.lexicons import lexicon
from isogloss.measure.populations import by_income
from isogloss.measure.prices import read_prices
from isogloss.measure.probes.table import probe
from isogloss.measure.request import DEFAULT, Request, Settings, influence_named
from isogloss.measure.subject import VECTORS, kind
from isogloss.measure.templates import read_templates
from isogloss.measure.wordlinks import read_links

_SEED_LIMIT: Final = 2**32


def check(request: Request) -> None:
    """Raise InputError for what contradicts itself in a request, or misses what it is about."""
    settings = request.settings
    if not isinstance(request.model, str) or not isinstance(settings, Settings):
        raise InputError(
            "measure takes a model's name and a record of settings.",
            fix='Write measure("static", on=…, settings=Settings(lines="1-100")).',
        )
    if not 0 <= settings.seed < _SEED_LIMIT:
        raise InputError(f"The seed {settings.seed} is not between 0 and 4294967295.", fix="Choose another.")
    if settings.context < 1:
        raise InputError(
            f"A context of {settings.context} tokens holds nothing.", fix="Write --context 8192."
        )
    for option, path in settings.files().items():
        if not path.exists():
            fault = missing(path)
            raise InputError(f"--{option}: {fault.message}", fix=fault.fix)
    if kind(request.model) == VECTORS and request.on:
        raise InputError("Saved vectors are measured without a text.", fix="Leave --on away.")
    if settings.most < 1:
        raise InputError(f"A model writes 1 token at least, not {settings.most}.", fix="Write --most 256.")
    if settings.generations is not None and settings.prompts is not None:
        raise InputError(
            "Both --generations and --prompts were named.",
            fix="Take texts that are there, or ask for new ones.",
        )
    _check_predicted(settings)
    _check_influence(request)
    grounds = (asked_by(request), settings.scores)
    if not request.on and kind(request.model) != VECTORS and grounds == (None, None):
        raise _groundless(request)


def _groundless(request: Request) -> InputError:
    """Return what to say where nothing was named that a measurement could be made on."""
    named = [probe(name) for name in request.probes]
    if named and all(one.own_texts for one in named):
        wants = dict.fromkeys(want for one in named for want in one.wants)
        names = ", ".join(one.name for one in named)
        return InputError(
            f"Nothing was named for {names}.", fix=f"Add {' or '.join(f'--{want}' for want in wants)}."
        )
    return InputError("No parallel text was named.", fix="Write for example --on flores/devtest.")


def _check_predicted(settings: Settings) -> None:
    for code in settings.predict:
        Language.parse(code)
    if settings.scores is None and (settings.predict or settings.examples):
        told = "--predict expects scores from those" if settings.predict else "--examples names test examples"
        raise InputError(f"{told} of a run.", fix="Name the run: --scores runs/… .")


def _check_influence(request: Request) -> None:
    settings = request.settings
    if influence_named(settings.influence_by) == DEFAULT.influence_by:
        return
    asked = "influence" in request.probes or (settings.examples and not request.probes)
    if settings.scores is None or not asked:
        raise InputError(
            "--influence-by says how influence is told, which is not asked for.",
            fix="Add --probes influence --scores RUN.",
        )
    if not any(kind.retrains for kind in explainable(settings.scores).values()):
        raise InputError(
            f"{settings.scores}: no network was fine-tuned there, so that there is no training to trace.",
            fix="Leave --influence-by away: influence in a logistic regression is told exactly.",
        )


def check_files(settings: Settings, pivot: Language, languages: Sequence[Language]) -> None:
    """Read every file that the settings name once; raises InputError or BadRow that says what is wrong.

    Of a folder of lexicons those for ``languages`` are read.
    """
    if settings.prices is not None:
        read_prices(settings.prices)
    if settings.populations is not None:
        by_income(settings.populations, dict.fromkeys(by_language(settings.populations)[1], 1.0))
    if settings.given is not None:
        _check_given(settings.given)
    for language in (pivot, *languages):
        if settings.lexicon is not None:
            lexicon(settings.lexicon, pivot, language)
    if settings.links is not None:
        read_links(settings.links, pivot)
    if settings.templates is not None:
        read_templates(settings.templates)
    if settings.scores is not None:
        scored(settings.scores)


def _check_given(path: Path) -> None:
    header, rows = by_language(path)
    for language, values in rows.items():
        for name, value in zip(header, values, strict=True):
            if value:
                number(value, path, f"{name!r} of {language}")
