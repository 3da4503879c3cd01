"""Exact match and token F1 of answers to questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from isogloss.errors import InputError
from isogloss.languages.answers import Rules, normalize_answer
from isogloss.languages.language import Language


def exact_match(
    prediction: str, golds: Sequence[str], language: Language | str, *, rules: Rules = "native"
) -> bool:
    """Return whether an answer is equal to one of ``golds`` once normalised by ``rules``.

    golds: all answers that are right; none for a question that has no answer, where only an empty
    prediction is. rules: see ``normalize_answer``. Raises InputError, UnknownLanguage.
    Source: the SQuAD v1.1 and MLQA scorers, to which it is equal under their rules.
    """
    predicted = normalize_answer(prediction, language, rules=rules)
    return any(predicted == normalize_answer(gold, language, rules=rules) for gold in _checked(golds))


def answer_f1(
    prediction: str, golds: Sequence[str], language: Language | str, *, rules: Rules = "native"
) -> float:
    """Return the largest F1 of tokens between an answer and one of ``golds``, in [0, 1].

    golds, rules: as in ``exact_match``; where there is no right answer, nothing said scores 1, as in the
    scorer of SQuAD 2.0. An answer that is nothing once normalised scores 1 against another such one under
    ``native``, and 0 under ``squad`` and ``mlqa``, as in their scorers. Raises InputError, UnknownLanguage.
    """
    predicted = normalize_answer(prediction, language, rules=rules).split()
    others = [normalize_answer(gold, language, rules=rules).split() for gold in _checked(golds)]
    if not predicted and (not golds or (rules == "native" and [] in others)):
        return 1.0
    return max(_f1(predicted, gold) for gold in others)


def _f1(predicted: Sequence[str], gold: Sequence[str]) -> float:
    same = sum((Counter(predicted) & Counter(gold)).values())
    if same == 0:
        return 0.0
    precision, recall = same / len(predicted), same / len(gold)
    return 2 * precision * recall / (precision + recall)


def _checked(golds: Sequence[str]) -> Sequence[str]:
    if isinstance(golds, str):
        raise InputError(
            f"The right answers are a list of texts, not the text {golds!r}.", fix="Write [answer]."
        )
    return golds or ("",)
