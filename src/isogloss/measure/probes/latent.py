"""Latent language: in which language does a decoder hold a word before it writes it in another.

Source: Wendler et al. 2024, "Do Llamas Work in English?", arXiv:2402.10588: the logit lens over translation,
repetition and cloze; the probability of the tokens that begin a word in each language; entropy and energy.
There the other language is English; here it is any of the run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Protocol, runtime_checkable

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d, Floats2d
from isogloss.languages import Language
from isogloss.measure.averages import average
from isogloss.measure.firsttokens import disjoint, first_tokens
from isogloss.measure.job import Job
from isogloss.measure.latentprompts import Asked, Setting, concepts, prompts, setting
from isogloss.measure.probe import Finding, Probe
from isogloss.measure.subject import offered
from isogloss.measure.templates import read_templates
from isogloss.models.language_models import Lens

_OTHERS: Final = 3  # languages beside target, pivot and source that are told, by their highest mass
Sets = Sequence[Mapping[str, frozenset[int]]]


@runtime_checkable
class Energetic(Protocol):
    """A Lens that tells the energy of its states too."""

    def energies(self, texts: Sequence[str]) -> Floats2d:
        """Return float32[layers, n]."""
        ...


def of_language(job: Job, language: Language) -> Iterator[Finding]:
    """Yield the mass of each language by layer, for words that are to be written in ``language``.

    mass: probability of the tokens that begin the word in a language, mean over prompts. pivot_mass: the
    pivot's, in the layer before the last where it is highest; own_mass: the asked language's, in the last.
    latent_mass: the highest of any language but the asked one before the last layer, and whose. entropy: of
    the next token, in bits; energy: see ``energies`` of the model, where it tells it.
    """
    found = setting(job, language)
    if found is None:
        return
    lens: Lens = offered(job.model, "lens")
    usable, same = concepts(found)
    yield Finding(metric="left_out", value=same, n=same + len(usable), detail={"why": "same word"})
    sentences = () if job.text is None else job.pair(language).texts
    for template in read_templates(job.settings.templates):
        asked = prompts(template, found, usable, sentences)
        told = {"task": template.task}
        if template.task == "translation":
            told["source"] = str(found.source)
        sets = _sets(lens, found, asked)
        kept = [place for place, own in enumerate(sets) if own[str(language)] and own[str(job.pivot)]]
        lost = len(asked) - len(kept)
        yield Finding(
            metric="left_out", value=lost, n=len(asked), detail={"task": template.task, "why": "no tokens"}
        )
        if kept:
            chosen = [asked[place].text for place in kept]
            yield from _layers(lens, chosen, [sets[place] for place in kept], found, told, job.settings.seed)


def _sets(lens: Lens, found: Setting, asked: Sequence[Asked]) -> list[dict[str, frozenset[int]]]:
    """Return for each prompt the tokens that begin its word, by language; no token is of two languages."""
    wanted = [
        (place, str(language), word)
        for place, one in enumerate(asked)
        for language, words in found.words.items()
        for word in sorted(words.get(one.concept, ()))
    ]
    sets: list[dict[str, frozenset[int]]] = [{} for _ in asked]
    distinct = list(dict.fromkeys(word for *_, word in wanted))
    begins = dict(zip(distinct, first_tokens(lens.tokenizer, distinct), strict=True))
    for place, language, word in wanted:
        sets[place][language] = sets[place].get(language, frozenset()) | begins[word]
    first = (str(found.target), str(found.pivot))
    return [disjoint(own, first) for own in sets]


def _layers(
    lens: Lens, texts: Sequence[str], sets: Sets, found: Setting, told: Mapping[str, str], seed: int
) -> Iterator[Finding]:
    """Yield what the layers hold; the probabilities of one are in memory at a time."""
    languages = list(dict.fromkeys(language for own in sets for language in own))
    by_layer, entropies = [], []
    for layer in lens.lens(texts):
        by_layer.append(_masses(layer, sets, languages))
        entropies.append(_entropies(layer))
    masses = np.stack(by_layer)  # [layers, n, languages]
    inner = masses[:-1].mean(axis=1) if len(masses) > 1 else masses.mean(axis=1)
    peaks = dict(zip(languages, inner.max(axis=0).tolist(), strict=True))
    target, pivot, source = (str(one) for one in (found.target, found.pivot, found.source))
    others = sorted(
        (one for one in languages if one not in (target, pivot, source)), key=lambda one: -peaks[one]
    )
    shown = [one for one in dict.fromkeys((target, pivot, source, *others[:_OTHERS])) if one in peaks]
    for language in shown:
        at = languages.index(language)
        yield from _curve("mass", masses[:, :, at], {**told, "language": language}, seed)
    yield from _curve("entropy", np.stack(entropies), told, seed)
    if isinstance(lens, Energetic):
        yield from _curve("energy", lens.energies(texts).astype(np.float64), told, seed)
    peak = int(inner[:, languages.index(pivot)].argmax())
    place = masses[peak, :, languages.index(pivot)]
    yield average("pivot_mass", place, seed, {"task": told["task"], "layers": "inner", "peak": peak})
    last = masses[-1, :, languages.index(target)]
    yield average("own_mass", last, seed, {"task": told["task"], "layers": "last"})
    latent = max((one for one in languages if one != target), key=lambda one: peaks[one])
    at = languages.index(latent)
    peak = int(inner[:, at].argmax())
    detail: dict[str, str | int] = {"task": told["task"], "language": latent, "peak": peak}
    yield average("latent_mass", masses[peak, :, at], seed, detail)


def _masses(layer: Floats2d, sets: Sets, languages: Sequence[str]) -> Doubles2d:
    """Return float64[n, languages]: the probability of each language's tokens, of float32[n, vocabulary]."""
    found = np.zeros((len(sets), len(languages)))
    for row, own in enumerate(sets):
        for column, language in enumerate(languages):
            ids = sorted(own.get(language, ()))
            found[row, column] = layer[row, ids].sum(dtype=np.float64)
    return found


def _entropies(layer: Floats2d) -> Floats1d:
    """Return float64[n], in bits; a row at a time, so that no second layer is in memory."""
    return np.array([-float((row[row > 0] * np.log2(row[row > 0])).sum(dtype=np.float64)) for row in layer])


def _curve(metric: str, values: Doubles2d, told: Mapping[str, str], seed: int) -> Iterator[Finding]:
    """Yield the mean of float64[layers, n] by layer."""
    for layer, row in enumerate(values):
        yield average(metric, row, seed, {**told, "layer": layer})


LATENT: Final = Probe(
    name="latent",
    need="lens",
    paper="Do Llamas Work in English?, arXiv:2402.10588",
    of_language=of_language,
    wants=("lexicon",),
)
