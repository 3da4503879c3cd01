"""Translations of words that no lexicon names: by their vectors, or from where pairs of sentences align."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from isogloss.bitext.lexicons.merging import folded_word
from isogloss.data.examples import Entry
from isogloss.errors import InputError
from isogloss.languages import Language, Span

if TYPE_CHECKING:
    from isogloss.arrays import Bools1d, Floats2d
    from isogloss.bitext.alignment import AlignedPair
    from isogloss.models.contracts import Aligner, WordEncoder

THRESHOLD: Final = 0.3
_CELLS: Final = 20_000_000
_LONGEST_WORD: Final = 40


def induce_from_words(
    source: Sequence[str],
    target: Sequence[str],
    *,
    encoder: WordEncoder | None = None,
    languages: tuple[Language | str | None, Language | str | None] = (None, None),
    k: int = 1,
    mutual: bool = False,
    threshold: float = THRESHOLD,
) -> list[Entry]:
    """Return up to k translations of each source word among the target words, best first, in their order.

    Candidates are ranked by CSLS. mutual: only words each of which is among the other's k best. threshold:
    the least cosine, which is an entry's weight. languages: of the two sides, for an encoder that was taught
    such. Repeated words count once, words that the encoder knows
    nothing of are left out. Raises InputError for k below 1 or a threshold that no cosine is below.
    """
    if k < 1 or not -1 <= threshold <= 1:
        raise InputError(
            f"Words cannot be asked for {k} translations above a cosine of {threshold}.",
            fix="Ask for 1 or more, and a threshold from -1 to 1.",
        )
    from isogloss.models.registry import load_word_encoder
    from isogloss.models.speaking import speaking

    model = load_word_encoder("static") if encoder is None else encoder
    spoken = [Language.given(one) for one in languages]
    words, vectors = zip(
        *(_known(speaking(model, own), side) for own, side in zip(spoken, (source, target), strict=True)),
        strict=True,
    )
    if not words[0] or not words[1]:
        return []
    found = _ranked(vectors[0], vectors[1], k)
    back = _ranked(vectors[1], vectors[0], k) if mutual else None
    entries = []
    for row, chosen in enumerate(found):
        for column, cosine in chosen:
            if cosine < max(threshold, 1e-6) or (back and row not in {place for place, _ in back[column]}):
                continue
            entries.append(Entry(words[0][row], words[1][column], round(min(1.0, cosine), 4)))
    return entries


def _known(model: WordEncoder, given: Sequence[str]) -> tuple[list[str], Floats2d]:
    import numpy as np

    words = list(dict.fromkeys(" ".join(word.split()) for word in given if word.strip()))
    vectors = model.encode_words([words])[0].vectors
    known: Bools1d = np.asarray(vectors.any(axis=1))
    return [word for word, knows in zip(words, known.tolist(), strict=True) if knows], vectors[known]


def _ranked(queries: Floats2d, targets: Floats2d, k: int) -> list[list[tuple[int, float]]]:
    """Return the k best targets of each query by CSLS, with their cosines; the smaller row of equal ones."""
    import numpy as np

    from isogloss.metrics.neighbours import neighbourhood

    half = (neighbourhood(targets, queries) / 2).astype(np.float32)
    found = []
    size = max(1, _CELLS // len(targets))
    for start in range(0, len(queries), size):
        cosines = queries[start : start + size] @ targets.T
        order = np.argsort(half - cosines, axis=1, kind="stable")[:, :k]
        values = np.take_along_axis(cosines, order, axis=1)
        found += [
            list(zip(places, own, strict=True))
            for places, own in zip(order.tolist(), values.tolist(), strict=True)
        ]
    return found


def induce_from_pairs(
    pairs: Sequence[tuple[str, str]],
    *,
    source: Language | str | None = None,
    target: Language | str | None = None,
    aligner: Aligner | None = None,
    least: int = 2,
    probability: float = 0.1,
    tokenized: bool = False,
    refused: list[int] | None = None,
) -> list[Entry]:
    """Return what words of translated sentences are aligned with, by source word, the likeliest first.

    Sure links are counted. least: how often two words must be linked. probability: the least share that a
    translation must have among a word's links, in both directions; an entry's weight is the geometric mean
    of both shares. The rest as in ``align``. Raises InputError for values out of range, and as ``align``.
    """
    if least < 1 or not 0 <= probability <= 1:
        raise InputError(
            f"Links cannot be counted from {least} on with a share of {probability}.",
            fix="Take 1 or more, and a share from 0 to 1.",
        )
    from isogloss.bitext.alignment import align

    found = align(pairs, source=source, target=target, aligner=aligner, tokenized=tokenized, refused=refused)
    links: Counter[tuple[str, str]] = Counter()
    forms: dict[str, Counter[str]] = {}
    for pair in found:
        for one, other in _sure(pair):
            links[(folded_word(one.text), folded_word(other.text))] += 1
            for side, span in (("source", one), ("target", other)):
                key = f"{side}\t{folded_word(span.text)}"
                forms.setdefault(key, Counter())[span.text] += 1
    return _counted(links, forms, least, probability)


def _sure(pair: AlignedPair) -> Iterator[tuple[Span, Span]]:
    """Yield the words of sure links; signs and numbers are no words of a lexicon."""
    for link in pair.links:
        one, other = pair.source[link.source], pair.target[link.target]
        if link.sure and any(map(str.isalpha, one.text)) and any(map(str.isalpha, other.text)):
            yield one, other


def _counted(
    links: Counter[tuple[str, str]], forms: dict[str, Counter[str]], least: int, probability: float
) -> list[Entry]:
    sources, targets = (_totals(links, side) for side in (0, 1))
    kept = []
    for (one, other), count in links.items():
        forth, back = count / sources[one], count / targets[other]
        if count >= least and min(forth, back) >= probability:
            kept.append((one, -math.sqrt(forth * back), other))
    return [
        Entry(_form(forms, "source", one), _form(forms, "target", other), round(-weight, 4))
        for one, weight, other in sorted(kept)
    ]


def _totals(links: Counter[tuple[str, str]], side: int) -> Counter[str]:
    totals: Counter[str] = Counter()
    for pair, count in links.items():
        totals[pair[side]] += count
    return totals


def _form(forms: dict[str, Counter[str]], side: str, word: str) -> str:
    """Return how a word is written most often, the first by code points of equals."""
    return min(forms[f"{side}\t{word}"].items(), key=lambda item: (-item[1], item[0]))[0]


def words_of(lines: Iterable[str], language: Language | str | None = None) -> list[str]:
    """Return the distinct words of texts, the most frequent first, each as it is written most often.

    Case alone makes no other word. A line without a blank in a list of words is that word, whatever the
    rules of the language would cut it into.
    """
    from isogloss.languages import words

    known = Language.given(language)
    given = [line.strip() for line in lines if line.strip()]
    listed = all(len(line) <= _LONGEST_WORD and " " not in line for line in given)
    counts: dict[str, Counter[str]] = {}
    for line in given:
        for word in [line] if listed else [span.text for span in words(line, known)]:
            if any(map(str.isalpha, word)):
                counts.setdefault(folded_word(word), Counter())[word] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))
    return [min(forms.items(), key=lambda item: (-item[1], item[0]))[0] for _, forms in ordered]
