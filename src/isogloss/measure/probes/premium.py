"""Premium: how many more tokens a language takes than the pivot for the same sentences, and what that costs.

Source: Petrov et al. 2023, "Language Model Tokenizers Introduce Unfairness Between Languages",
arXiv:2305.15425 (premium); Rust et al. 2021, arXiv:2012.15613, section 4.1 (fertility, continued words).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d
from isogloss.languages import Language
from isogloss.measure.cutting import cutting
from isogloss.measure.intervals import BOOTSTRAP, interval, means
from isogloss.measure.job import Job
from isogloss.measure.populations import by_income
from isogloss.measure.prices import Price, read_prices
from isogloss.measure.probe import Finding, Probe
from isogloss.measure.subject import offered
from isogloss.models.tokenizers.counting import Counts, count, encodable

# A decoder of width d reads a token by 24 d² operations a layer, and looks back at t tokens by 4 d t: at 6 d
# tokens both are alike. Energy is taken to grow with operations, for d = 4,096 (7 to 8 billion parameters).
_EVEN: Final = 6 * 4096
_PRICED: Final = 1000  # sentences
_COLUMNS: Final = ("tokens", "characters", "bytes", "unknown", "lone_bytes", "energy")


def of_language(job: Job, language: Language) -> Iterator[Finding]:
    """Yield what a sentence takes, what that is beside the pivot, and what follows.

    Per sentence: tokens, characters (code points), bytes of UTF-8. Premiums are ratios of sums over the same
    sentences, their intervals a bootstrap over sentences. unknown, lone_bytes: shares of the tokens.
    context_sentences: how many sentences fit into the context. decoding_steps, energy: beside the pivot;
    a step is a token. cost: of a thousand sentences. Fertility and continued words: ``cutting``.
    """
    pair = job.pair(language)
    own, pivot = (_measured(job.model, texts) for texts in (pair.texts, pair.beside))
    n = len(own)
    draws = means(np.concatenate([own, pivot], axis=1), job.settings.seed)
    own_draws, pivot_draws = draws[:, : len(_COLUMNS)], draws[:, len(_COLUMNS) :]
    mean, pivot_mean = own.mean(axis=0), pivot.mean(axis=0)
    at = {name: place for place, name in enumerate(_COLUMNS)}

    def found(metric: str, value: float, drawn: Floats1d, **detail: str) -> Finding:
        low, high = interval(drawn)
        return Finding(metric=metric, value=value, n=n, low=low, high=high, detail=detail, interval=BOOTSTRAP)

    yield Finding(metric="gaps", value=pair.gaps, n=n + pair.gaps)
    tokens, token_draws = mean[at["tokens"]], own_draws[:, at["tokens"]]
    if not tokens or not pivot_mean[at["tokens"]]:
        return
    for metric, column in (
        ("premium", "tokens"),
        ("characters_premium", "characters"),
        ("bytes_premium", "bytes"),
        ("energy", "energy"),
    ):
        place = at[column]
        ratios = own_draws[:, place] / pivot_draws[:, place]
        yield found(metric, float(mean[place] / pivot_mean[place]), ratios)
        if metric == "premium":
            yield found("decoding_steps", float(mean[place] / pivot_mean[place]), ratios)
    for name in ("tokens", "characters", "bytes"):
        yield found(name, float(mean[at[name]]), own_draws[:, at[name]])
    for name in ("unknown", "lone_bytes"):
        yield found(name, float(mean[at[name]] / tokens), own_draws[:, at[name]] / token_draws)
    context = job.settings.context
    yield found("context_sentences", context / float(tokens), context / token_draws, context=str(context))
    for price in _prices(job):
        each = _PRICED * price.per_token
        yield found("cost", each * float(tokens), each * token_draws, **price.detail())
    yield from cutting(offered(job.model, "tokens"), pair.texts, language, job.settings.seed)


def of_all(job: Job, languages: Sequence[Language]) -> Iterator[Finding]:
    """Yield the premium by income group, speakers weighed, where a table of populations is given."""
    if job.settings.populations is None:
        return
    premiums: dict[Language, float] = {}
    for language in languages:
        pair = job.pair(language)
        own, pivot = (_measured(job.model, texts)[:, 0].sum() for texts in (pair.texts, pair.beside))
        if pivot:
            premiums[language] = float(own / pivot)
    for group in by_income(job.settings.populations, premiums):
        detail = {"income": group.name, "speakers": str(group.speakers)}
        yield Finding(metric="weighted_premium", value=group.premium, n=group.languages, detail=detail)


def _measured(model: str, texts: Sequence[str]) -> Doubles2d:
    """Return float64[n, columns] of every sentence."""
    return _counted(model, tuple(texts))


@lru_cache(maxsize=2)
def _counted(model: str, texts: tuple[str, ...]) -> Doubles2d:
    counts: Counts = count(offered(model, "tokens"), texts)
    tokens = counts.tokens.astype(np.float64)
    return np.stack(
        [
            tokens,
            np.array([len(text) for text in texts], np.float64),
            np.array([len(encodable(text).encode()) for text in texts], np.float64),
            counts.unknown,
            counts.lone,
            tokens + tokens**2 / (2 * _EVEN),
        ],
        axis=1,
    )


def _prices(job: Job) -> Sequence[Price]:
    return () if job.settings.prices is None else read_prices(job.settings.prices)


PREMIUM: Final = Probe(
    name="premium",
    need="tokens",
    paper="Language Model Tokenizers Introduce Unfairness Between Languages, arXiv:2305.15425",
    of_language=of_language,
    of_all=of_all,
    all_wants=("populations",),
)
