"""Questions with their contexts as a transformer reads them, and the spans that may answer them.

Source: Devlin et al. 2019, BERT, section 4.2 and 4.3: the question, then a window of the context; a span's
score is the sum of those of its first and its last token; no answer is the span of the first token, and over
several windows the least of its scores counts (Rajpurkar et al. 2018, SQuAD 2.0).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from isogloss.arrays import Bools1d, Floats1d, Ints1d, Ints2d
from isogloss.errors import InputError

if TYPE_CHECKING:
    from tokenizers import Encoding

    from isogloss.training.finetuning.reading import Reading

NULL: Final = 0  # the token that stands for no answer
_QUESTION: Final = 2  # a question takes at most half of what can be read
_OVERLAP: Final = 4  # a quarter of each window stands in the next one as well
_LEAST: Final = 16  # tokens that a window must hold


@dataclass(frozen=True, slots=True, eq=False)
class PassageWindow:
    """A question and a stretch of its context.

    ids, kinds: of its tokens; kinds tell question from context. offsets: int64[t, 2], characters of the
    context. inside: bool[t], the tokens that are of the context and stand for something.
    """

    ids: tuple[int, ...]
    kinds: tuple[int, ...]
    offsets: Ints2d
    inside: Bools1d


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """``context[start:end]`` and its score; more is better."""

    start: int
    end: int
    score: float


def passage_windows(
    reading: Reading, questions: Sequence[str], contexts: Sequence[str]
) -> list[list[PassageWindow]]:
    """Return the windows of each question and context, a quarter of each in the next one as well.

    A question takes at most half of a window; what is over is not read. A context without a token has one
    window. Raises InputError where what can be read at once is too short for that.
    """
    if reading.longest < _LEAST:
        raise InputError(
            f"Questions and passages are to be read {reading.longest} tokens at once: too few for both.",
            fix=f"Set `longest` to {_LEAST} or more under [finetune]; 384 is usual.",
        )
    most = reading.longest // _QUESTION
    asked = reading.encodings([(question,) for question in questions])
    cut = [
        question[: encoding.offsets[most - 1][1] or None] if len(encoding.ids) > most else question
        for question, encoding in zip(questions, asked, strict=True)
    ]
    pairs = list(zip(cut, contexts, strict=True))
    found = reading.encodings(pairs, cut="only_second", overlap=reading.longest // _OVERLAP)
    return [[_window(piece) for piece in (encoding, *encoding.overflowing)] for encoding in found]


def _window(encoding: Encoding) -> PassageWindow:
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    of_context = np.array([sequence == 1 for sequence in encoding.sequence_ids], dtype=bool)
    inside = of_context & (offsets[:, 0] < offsets[:, 1])
    return PassageWindow(tuple(encoding.ids), tuple(encoding.type_ids), offsets, inside)


def places_of(window: PassageWindow, start: int, end: int) -> tuple[int, int]:
    """Return the first and the last token of ``context[start:end]``, both NULL if it stands not all here."""
    touching = np.flatnonzero(window.inside & (window.offsets[:, 0] < end) & (window.offsets[:, 1] > start))
    if not len(touching):
        return NULL, NULL
    first, last = int(touching[0]), int(touching[-1])
    tokens: Ints1d = np.flatnonzero(window.inside)
    cut_before = first == tokens[0] and window.offsets[first, 0] > start
    cut_after = last == tokens[-1] and window.offsets[last, 1] < end
    return (NULL, NULL) if cut_before or cut_after else (first, last)


def best_spans(
    window: PassageWindow, starts: Floats1d, ends: Floats1d, *, longest: int, count: int
) -> list[ScoredSpan]:
    """Return the ``count`` best spans of a window, the best first; ties go to the one that comes first.

    starts, ends: float[t], how well a span begins or ends at each token. longest: in characters; a span of
    one token is never too long.
    """
    tokens = np.flatnonzero(window.inside)
    if not len(tokens):
        return []
    begins, finishes = window.offsets[tokens, 0], window.offsets[tokens, 1]
    sums = starts[tokens][:, None].astype(np.float64) + ends[tokens][None, :]
    fits = (finishes[None, :] - begins[:, None] <= longest) | np.eye(len(tokens), dtype=bool)
    sums[~(np.triu(fits))] = -np.inf
    flat = sums.ravel()
    least = np.partition(flat, -count)[-count] if len(flat) > count else -np.inf
    among = np.flatnonzero(flat >= least)
    order = among[np.argsort(-flat[among], kind="stable")][:count]
    rows, columns = np.divmod(order, len(tokens))
    return [
        ScoredSpan(int(begins[row]), int(finishes[column]), float(sums[row, column]))
        for row, column in zip(rows, columns, strict=True)
        if np.isfinite(sums[row, column])
    ]


def n_best(context: str, found: Iterable[ScoredSpan], count: int) -> list[ScoredSpan]:
    """Return the ``count`` best spans of all windows, each text's place once, whole characters, no blanks.

    A letter with its marks is one character: a span neither begins nor ends within.
    """
    best: dict[tuple[int, int], ScoredSpan] = {}
    for span in found:
        place = _whole(context, span.start, span.end)
        if place[0] < place[1] and (place not in best or span.score > best[place].score):
            best[place] = ScoredSpan(*place, span.score)
    return sorted(best.values(), key=lambda span: (-span.score, span.start, span.end))[:count]


def _whole(context: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without blanks at its ends and with all marks of its letters."""
    while start < end and context[start].isspace():
        start += 1
    while end > start and context[end - 1].isspace():
        end -= 1
    while start < end and start > 0 and _is_mark(context[start]):
        start -= 1
    while start < end < len(context) and _is_mark(context[end]):
        end += 1
    return start, end


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M")
