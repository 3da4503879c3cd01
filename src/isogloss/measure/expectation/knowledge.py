"""All that is known of languages before their labels are read, gathered from tables, a run and a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from isogloss.errors import InputError
from isogloss.languages import Language, chosen, words
from isogloss.measure.columns import numbers_of
from isogloss.measure.expectation.design import Case
from isogloss.measure.expectation.scored import Approach, Scored
from isogloss.measure.expectation.traits import names, traits
from isogloss.measure.job import Job
from isogloss.measure.poolings import poolings
from isogloss.measure.subject import Lacking, offered
from isogloss.measure.vectors import sides
from isogloss.metrics.mexa import mexa
from isogloss.models.contracts import Coverage
from isogloss.models.speaking import speaking
from isogloss.models.tokenizers.counting import count
from isogloss.training.predictor import Predictor, load_predictor, read_card

_SENTENCES = 200


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known. of_text: language -> name -> value. sure: as in ``Scored``.

    elsewhere: languages to be expected without scores.
    """

    run: Scored
    of_text: Mapping[Language, Mapping[str, float]]
    sure: Mapping[tuple[str, str, Language, Language], float]
    given: Mapping[Language, Mapping[str, float]]
    elsewhere: tuple[Language, ...]

    def case(self, approach: Approach, source: Language, target: Language) -> Case:
        """Return a pair and all that is known of it."""
        known = dict(traits(source, target, self.run.seen))
        known |= self.of_text.get(target, {})
        known |= self.given.get(target, {})
        sure = self.sure.get((approach.system, approach.recipe, source, target))
        if sure is not None:
            known["sureness"] = sure
        return Case(source, target, known)

    def names(self, cases: Sequence[Case]) -> tuple[str, ...]:
        """Return the names of the traits that any case has."""
        return names([case.traits for case in cases])


def known(job: Job, run: Scored, languages: Sequence[Language]) -> Knowledge:
    """Return what is known of the run's languages and of those to be expected elsewhere.

    A parallel text tells of the latter; all its languages are expected. Where it has half of the run's
    languages or more, what is measured on it stands in place of what the run noted of its test texts, so that
    languages with and without scores are measured alike; else what is measured is set beside the pivot's on
    the same text, and that beside what the run noted of the pivot.
    """
    wanted = [Language.parse(code) for code in job.settings.predict]
    if job.text is None:
        everyone = [*run.languages, *wanted]
        return Knowledge(run, run.noted, run.sure, _given(job, everyone), tuple(wanted))
    meant = {language: _meant(language, [*run.languages, *wanted]) for language in (*languages, job.pivot)}
    there = {one for found in meant.values() for one in found}
    alike = 2 * len(there.intersection(run.languages)) >= len(run.languages)
    of_text = {} if alike else dict(run.noted)
    sure = dict(run.sure)
    systems = list(_systems(run))
    if alike and systems:
        sure = {}
    for language, found in meant.items():
        asked = [one for one in found or [language] if alike or one not in run.languages]
        if not asked:
            continue
        measured = dict(_measured(job, language))
        if not alike:
            measured = _as_noted(measured, dict(_measured(job, job.pivot)), run.noted.get(job.pivot, {}))
        of_text |= dict.fromkeys(asked, measured)
        for approach, source, predictor in systems:
            own = _sureness(job, predictor, language)
            key = (approach.system, approach.recipe, source)
            if not alike:
                beside, noted = _sureness(job, predictor, job.pivot), run.sure.get((*key, job.pivot))
                chance = 1 / len(predictor.head.labels)
                if own is None or beside is None or noted is None or beside <= chance:
                    continue
                own = chance + (own - chance) * (noted - chance) / (beside - chance)
            if own is not None:
                sure |= {(*key, one): own for one in asked}
        wanted += [one for one in asked if one not in run.languages]
    elsewhere = tuple(dict.fromkeys(wanted))
    return Knowledge(run, of_text, sure, _given(job, [*run.languages, *elsewhere]), elsewhere)


def _as_noted(
    measured: Mapping[str, float], pivot: Mapping[str, float], noted: Mapping[str, float]
) -> dict[str, float]:
    """Return what the run would have noted: another text is longer and stranger in every language alike."""
    return {
        name: value * noted[name] / pivot[name]
        for name, value in measured.items()
        if name in noted and pivot.get(name)
    }


def _sureness(job: Job, predictor: Predictor, language: Language) -> float | None:
    """Return the mean probability that a system gives its answers to the sentences of a language."""
    texts = job.pair(language).texts[:_SENTENCES]
    found = predictor.predict(texts, language=language) if texts else ()
    return float(np.mean([one.probability for one in found])) if found else None


def _meant(language: Language, others: Sequence[Language]) -> list[Language]:
    return [one for one in dict.fromkeys(others) if one in chosen(str(language), [one])]


def _systems(run: Scored) -> Iterator[tuple[Approach, Language, Predictor]]:
    """Yield the trained systems of the run that can still be asked: one a recipe and source, if any."""
    files = sorted((run.folder / "predictors").rglob("predictor.json"))
    found: dict[tuple[str, str, str, str], Path] = {}
    for folder in (file.parent for file in files if file.parent.name[0] != "."):
        card = read_card(folder)
        found.setdefault((card.system, card.recipe, card.source, card.target), folder)
    for approach in run.approaches:
        for source in approach.sources:
            own = (approach.system, approach.recipe, str(source), "")
            # A run whose model has changed since keeps what it noted.
            with suppress(InputError):
                if own in found:
                    yield approach, source, load_predictor(found[own])


def _given(job: Job, languages: Sequence[Language]) -> dict[Language, dict[str, float]]:
    """Return the columns of the table that the user gives: shares of a corpus, say."""
    if job.settings.given is None:
        return {}
    found: dict[Language, dict[str, float]] = {}
    for language, name, value in numbers_of(job.settings.given, languages):
        found.setdefault(language, {})[f"given {name}"] = value
    return found


def _measured(job: Job, language: Language) -> Iterator[tuple[str, float]]:
    """Yield what the model makes of a language's sentences beside the pivot's."""
    pair = job.pair(language)
    texts = pair.texts[:_SENTENCES]
    if not texts:
        return
    yield "words", float(np.mean([len(words(text, language)) for text in texts]))
    yield "characters", float(np.mean([len(text) for text in texts]))
    try:
        tokenizer = offered(job.model, "tokens")
        own, beside = (count(tokenizer, one).tokens.sum() for one in (pair.texts, pair.beside))
        if own and beside:
            yield "premium", float(own / beside)
    except Lacking:
        pass
    try:
        model = offered(job.model, "layers")
    except Lacking:
        return
    if isinstance(model, Coverage):
        yield "coverage", float(speaking(model, language).coverage(texts).mean())
    found = sides(job, language, poolings(job)[0])
    if len(found.rows) > 1:
        yield "alignment", max(float(mexa(own, pivot).mean()) for own, pivot in found)
