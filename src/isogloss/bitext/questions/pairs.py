"""Questions with answers that translate each other, found within each site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from isogloss.bitext.mining.margins import candidate_scores
from isogloss.bitext.mining.options import Mining
from isogloss.bitext.mining.retrieval import Candidates, Pairs, greedy
from isogloss.bitext.mining.thresholds import usual_threshold
from isogloss.bitext.questions.reading import Question
from isogloss.bitext.questions.sites import page, site
from isogloss.bitext.vectors import vectors_of
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.languages.matching import matches
from isogloss.metrics.neighbours import nearest_both

if TYPE_CHECKING:
    from isogloss.arrays import Floats1d, Floats2d
    from isogloss.models.contracts import Encoder


@dataclass(frozen=True, slots=True)
class QuestionPair:
    """A question with its answer in two languages. same_page: the URLs differ by their language alone."""

    score: float
    same_page: bool
    source: Question
    target: Question


@dataclass(frozen=True, slots=True)
class MinedQuestions:
    """Pairs, the best first; the threshold, None where none can be told; how many questions there were.

    alone: questions whose site has none in the other language, in the first and in the second language.
    """

    pairs: tuple[QuestionPair, ...]
    threshold: float | None
    below: int
    compared: tuple[int, int]
    alone: tuple[int, int]


def mine_questions(
    questions: Iterable[Question],
    *,
    source: Language | str,
    target: Language | str,
    encoder: Encoder | None = None,
    options: Mining | None = None,
) -> MinedQuestions:
    """Return the questions of two languages that translate each other, with their answers.

    Only questions of one site are compared; a question's vector is that of the question plus that of its
    answer. The neighbourhoods of the margin are taken among all questions of the other language, as a site
    has few. Of ``options``, k, margin and threshold count; each question is used once, the best pair first.
    Raises UnknownLanguage, and InputError where a language has no question.
    Source: after Dinzinger et al. 2025 (WebFAQ), arXiv:2502.20936, section 4.
    """
    from isogloss.models.registry import load_encoder

    chosen = options or Mining()
    languages = Language.parse(source), Language.parse(target)
    sides: tuple[list[Question], list[Question]] = ([], [])
    for question in dict.fromkeys(questions):
        for side, language in zip(sides, languages, strict=True):
            if matches(question.language, language):
                side.append(question)
    for side, language in zip(sides, languages, strict=True):
        if not side:
            raise InputError(f"There is no question in {language}.", fix="Check --from, --to and the data.")
    model = encoder or load_encoder("static")
    vectors = [_vectors(side, model, language) for side, language in zip(sides, languages, strict=True)]
    return _mined(sides, vectors[0], vectors[1], chosen)


def _mined(
    sides: tuple[list[Question], list[Question]], a: Floats2d, b: Floats2d, chosen: Mining
) -> MinedQuestions:
    forward, backward = nearest_both(a, b, chosen.k)
    means = forward.means(), backward.means()
    threshold = chosen.threshold
    if threshold is None:
        scores = candidate_scores(forward, *means, chosen.margin)
        others = candidate_scores(backward, means[1], means[0], chosen.margin)
        threshold = usual_threshold(Candidates(forward.indices, scores, backward.indices, others))
    blocks = list(_within_sites(sides))
    parts = [_scored(a, b, rows, columns, means, chosen) for rows, columns in blocks]
    found = greedy(_joined(parts))
    kept = found if threshold is None else found.where(found.scores >= threshold)
    order = np.lexsort((kept.target, kept.source, -kept.scores))
    pairs = tuple(
        QuestionPair(
            round(score, 6), page(sides[0][i].url) == page(sides[1][j].url), sides[0][i], sides[1][j]
        )
        for score, i, j in zip(
            kept.scores[order].tolist(), kept.source[order].tolist(), kept.target[order].tolist(), strict=True
        )
    )
    compared = sum(len(rows) for rows, _ in blocks), sum(len(columns) for _, columns in blocks)
    alone = len(sides[0]) - compared[0], len(sides[1]) - compared[1]
    return MinedQuestions(pairs, threshold, len(found) - len(pairs), compared, alone)


def _vectors(questions: Sequence[Question], encoder: Encoder, language: Language) -> Floats2d:
    asked = vectors_of([one.question for one in questions], encoder, language)
    total = asked + vectors_of([one.answer for one in questions], encoder, language)
    length = np.linalg.norm(total, axis=1, keepdims=True)
    return np.asarray(np.divide(total, length, out=np.zeros_like(total), where=length > 0), np.float32)


def _within_sites(sides: tuple[list[Question], list[Question]]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the places of both sides' questions, for each site that has some of both."""
    places: list[dict[str, list[int]]] = [{}, {}]
    for own, side in zip(places, sides, strict=True):
        for place, question in enumerate(side):
            own.setdefault(site(question.url), []).append(place)
    for name, rows in places[0].items():
        if name and name in places[1]:
            yield rows, places[1][name]


def _scored(
    a: Floats2d,
    b: Floats2d,
    rows: list[int],
    columns: list[int],
    means: tuple[Floats1d, Floats1d],
    chosen: Mining,
) -> Pairs:
    """Return the k candidates of each question of a site, of either direction, with their scores."""
    forward, backward = nearest_both(a[rows], b[columns], chosen.k)
    own = means[0][rows], means[1][columns]
    found = Candidates(
        forward.indices,
        candidate_scores(forward, *own, chosen.margin),
        backward.indices,
        candidate_scores(backward, own[1], own[0], chosen.margin),
    ).all()
    return Pairs(np.array(rows)[found.source], np.array(columns)[found.target], found.scores)


def _joined(parts: Sequence[Pairs]) -> Pairs:
    none = np.empty(0, np.int64)
    return Pairs(
        np.concatenate([none, *(part.source for part in parts)]),
        np.concatenate([none, *(part.target for part in parts)]),
        np.concatenate([np.empty(0), *(part.scores for part in parts)]),
    )
