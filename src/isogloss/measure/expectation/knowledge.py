"""All that is known of languages before their labels are read, gathered from tables, a run and a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from isogloss.languages import Language, chosen, words
from isogloss.measure.columns import by_language, number
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

_SENTENCES = 200


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known. of_text: language -> name -> value. elsewhere: languages to be expected without scores.

    measured: whether ``of_text`` was measured on the parallel text; else it is what the run noted.
    """

    run: Scored
    of_text: Mapping[Language, Mapping[str, float]]
    given: Mapping[Language, Mapping[str, float]]
    elsewhere: tuple[Language, ...]
    measured: bool

    def case(self, approach: Approach, source: Language, target: Language) -> Case:
        """Return a pair and all that is known of it."""
        known = dict(traits(source, target, self.run.seen))
        known |= self.of_text.get(target, {})
        known |= self.given.get(target, {})
        sure = self.run.sure.get((approach.system, approach.recipe, source, target))
        if sure is not None:
            known["sureness"] = sure
        return Case(source, target, known)

    def names(self, cases: Sequence[Case]) -> tuple[str, ...]:
        """Return the names of the traits that any case has."""
        return names([case.traits for case in cases])


def known(job: Job, run: Scored, languages: Sequence[Language]) -> Knowledge:
    """Return what is known of the run's languages and of those to be expected elsewhere.

    With a parallel text, what is measured on it stands in place of what the run noted of its test texts, so
    that languages with and without scores are measured alike; all its languages are expected.
    """
    wanted = [Language.parse(code) for code in job.settings.predict]
    if job.text is None:
        return Knowledge(
            run, run.noted, _given(job, [*run.languages, *wanted]), tuple(wanted), measured=False
        )
    of_text: dict[Language, Mapping[str, float]] = {}
    for language in (*languages, job.pivot):
        for scored in [one for one in (*run.languages, *wanted) if one in chosen(str(language), [one])]:
            of_text[scored] = dict(_measured(job, language))
        if language not in of_text:
            wanted.append(language)
            of_text[language] = dict(_measured(job, language))
    elsewhere = tuple(dict.fromkeys(wanted))
    return Knowledge(run, of_text, _given(job, [*run.languages, *elsewhere]), elsewhere, measured=True)


def _given(job: Job, languages: Sequence[Language]) -> dict[Language, dict[str, float]]:
    """Return the columns of the table that the user gives: shares of a corpus, say."""
    if job.settings.given is None:
        return {}
    found: dict[Language, dict[str, float]] = {}
    header, rows = by_language(job.settings.given)
    for language, values in rows.items():
        for match in chosen(str(language), languages):
            for name, value in zip(header, values, strict=True):
                if value:
                    what = f"{name!r} of {language}"
                    found.setdefault(match, {})[f"given {name.translate(_PLAIN)}"] = number(
                        value, job.settings.given, what
                    )
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


# What would end a detail early.
_PLAIN = str.maketrans({"=": " ", ";": ",", "|": "/"})
