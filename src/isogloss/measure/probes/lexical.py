"""Lexical links: does a word lie by its translation, and does it tell cognates from false friends.

Sources: Glavaš et al. 2019, arXiv:1902.00508 (lexicon induction); "Multilingual LLMs Struggle to Link
Orthography and Semantics in Bilingual Word Processing", 2025 (types of words, alone and in sentences).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

import numpy as np

from isogloss.arrays import Floats1d, Floats2d
from isogloss.languages import Language
from isogloss.measure.averages import averages
from isogloss.measure.job import Job
from isogloss.measure.lexicons import Lexicon, lexicon
from isogloss.measure.probe import Finding, Probe
from isogloss.measure.subject import offered
from isogloss.measure.wholewords import whole_words
from isogloss.measure.wordlinks import KINDS, WordLink, read_links
from isogloss.metrics.lexicon_induction import average_precision, gold_ranks, precision_at
from isogloss.models.contracts import WordEncoder
from isogloss.models.speaking import speaking

_CUTOFFS: Final = (1, 5, 10)
_Sides: TypeAlias = tuple[WordEncoder, WordEncoder]  # of the pivot, of the language
_Place: TypeAlias = tuple[int, int]  # of a word in its sentence: start and end
_Column: TypeAlias = tuple[str, dict[str, str | int], Floats1d]


def of_language(job: Job, language: Language) -> Iterator[Finding]:
    """Yield lexicon induction from the pivot where a lexicon is given, types of words where links are.

    precision, average_precision: by CSLS among all words of the lexicon's target side. word_similarity: mean
    cosine of a word with its translations. unknown_words: share of the asked that the model does not know.
    type_accuracy: see ``_links``.
    """
    encoder: WordEncoder = offered(job.model, "words")
    sides = speaking(encoder, job.pivot), speaking(encoder, language)
    if job.settings.lexicon is not None:
        found = lexicon(job.settings.lexicon, job.pivot, language)
        if found is not None and found.asked:
            yield from _induced(sides, found, job.settings.seed)
    if job.settings.links is not None:
        yield from _links(sides, read_links(job.settings.links, language), job.settings.seed)


def _induced(sides: _Sides, given: Lexicon, seed: int) -> Iterator[Finding]:
    targets = sorted({word for words in given.known.values() for word in words})
    place = {word: number for number, word in enumerate(targets)}
    queries = list(given.asked)
    asked, beside = (_vectors(sides[0], words) for words in (queries, list(given.known)))
    others = _vectors(sides[1], targets)
    gold = [np.array(sorted(place[word] for word in given.asked[query]), np.int64) for query in queries]
    ranks = gold_ranks(asked, others, gold, beside)
    similar = np.array(
        [float(np.mean(others[places] @ query)) for query, places in zip(asked, gold, strict=True)]
    )
    unknown = np.asarray(~asked.any(axis=1), np.float64)
    columns: list[_Column] = [("precision", {"k": k}, precision_at(ranks, k)) for k in _CUTOFFS]
    columns += [
        ("average_precision", {}, average_precision(ranks)),
        ("word_similarity", {}, similar),
        ("unknown_words", {}, unknown),
    ]
    yield from _means(columns, seed)
    yield Finding(metric="refused_rows", value=given.refused, n=given.refused + len(queries))


def _links(sides: _Sides, links: Sequence[WordLink], seed: int) -> Iterator[Finding]:
    """Yield the accuracy of each type of words, alone and in sentences.

    A translation or cognate is right where no other word of the table, either way, is as near. A false friend
    is right where the true translation is nearer than it; without one, and in sentences, where it is less
    near than half of the true pairs are. not_in_sentence: of how many links a sentence does not hold its word
    as a word, which are left out there.
    """
    if not links:
        return
    alone = tuple(
        _vectors(encoder, [getattr(link, side) for link in links])
        for encoder, side in zip((*sides, sides[1]), ("pivot", "word", "translation"), strict=True)
    )
    yield from _typed(links, alone, {"in": "isolation"}, seed)
    given = [link for link in links if link.pivot_sentence and link.sentence]
    told = [
        (link, first, second)
        for link in given
        if (first := _within(link.pivot, link.pivot_sentence))
        and (second := _within(link.word, link.sentence))
    ]
    if given:
        yield Finding(metric="not_in_sentence", value=len(given) - len(told), n=len(given))
    if told:
        kept, first_places, second_places = zip(*told, strict=True)
        own = _in_sentences(sides[0], [link.pivot_sentence for link in kept], first_places)
        other = _in_sentences(sides[1], [link.sentence for link in kept], second_places)
        yield from _typed(kept, (own, other, np.zeros_like(own)), {"in": "sentences"}, seed)


def _typed(
    links: Sequence[WordLink], vectors: Sequence[Floats2d], said: dict[str, str], seed: int
) -> Iterator[Finding]:
    pivot, word, translation = vectors
    similarity = pivot @ word.T
    own = similarity.diagonal()
    kinds = np.array([link.kind for link in links])
    true = np.flatnonzero(kinds != "false friend")
    middle = float(np.median(own[true])) if len(true) else float("nan")
    for kind in KINDS:
        chosen = np.flatnonzero(kinds == kind)
        right = []
        for place in chosen.tolist():
            if kind != "false friend":
                rivals = np.concatenate(
                    [np.delete(similarity[place], place), np.delete(similarity[:, place], place)]
                )
                right.append(own[place] > rivals.max(initial=0.0))
            elif translation[place].any():
                right.append(pivot[place] @ translation[place] > own[place])
            elif len(true):
                right.append(own[place] < middle)
        if right:
            detail: dict[str, str | int] = {**said, "type": kind}
            yield from _means([("type_accuracy", detail, np.array(right, np.float64))], seed)


def _means(columns: Sequence[_Column], seed: int) -> Iterator[Finding]:
    named = [(metric, detail) for metric, detail, _ in columns]
    yield from averages(named, np.stack([column for *_, column in columns], axis=1), seed)


def _vectors(encoder: WordEncoder, words: Sequence[str]) -> Floats2d:
    """Return float32[n, d]: each word by itself, of unit length or zeros."""
    return np.stack([_one(found.vectors) for found in encoder.encode_words([[word] for word in words])])


def _one(vectors: Floats2d) -> Floats2d:
    summed = vectors.sum(axis=0)
    length = float(np.sqrt(summed @ summed))
    return np.asarray(summed / length if length else summed, np.float32)


def _within(word: str, sentence: str) -> _Place | None:
    """Return where a sentence first holds a word as a word; None where it does not."""
    return next(whole_words(word, sentence), None)


def _in_sentences(encoder: WordEncoder, sentences: Sequence[str], places: Sequence[_Place]) -> Floats2d:
    """Return float32[n, d]: of each sentence, the vector of the words that the place in it overlaps."""
    found = []
    for (start, end), words in zip(places, encoder.encode_words(sentences), strict=True):
        inside = [place for place, span in enumerate(words.spans) if span.start < end and span.end > start]
        found.append(_one(words.vectors[inside]))
    return np.stack(found)


LEXICAL: Final = Probe(
    name="lexical",
    need="words",
    paper="Glavaš et al. 2019, arXiv:1902.00508",
    of_language=of_language,
    wants=("lexicon", "links"),
)
