"""What a network is trained on and watched by: the lesson's examples, as features."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from isogloss.languages import Language
from isogloss.training.finetuning.objectives.objective import Feature, Objective, WritingObjective
from isogloss.training.finetuning.reading import Reading
from isogloss.training.heads.head import Lesson
from isogloss.views.originals import Original, original_of

_ENOUGH: Final = 20  # examples of the source from which a tenth is held out
_TENTH: Final = 10


@dataclass(frozen=True, slots=True)
class Material:
    """train, languages: the features and the language of each. dev: what watches training; may be empty.

    select: by what the best epoch is chosen: ``source-dev``, ``source-held-out`` (a tenth of the source's
    training examples, which do not train), or ``fixed``: nothing watches and the last epoch is kept.
    """

    train: tuple[Feature, ...]
    languages: tuple[str, ...]
    dev: tuple[Feature, ...]
    select: str

    @property
    def digest(self) -> str:
        """Hexadecimal digits that change whenever the content does."""
        hashed = hashlib.sha256()
        with np.printoptions(threshold=sys.maxsize, floatmode="unique"):  # else arrays are shown in part
            for part in (self.train, self.languages, self.dev):
                hashed.update(f"{len(part)} ".encode())
                for one in part:  # one by one: tokens of a whole data set as text would fill the memory
                    hashed.update(repr(one).encode("utf-8", "surrogatepass"))
        return hashed.hexdigest()[:16]


def material_of(lesson: Lesson, objective: Objective, reading: Reading) -> Material:
    """Return the lesson's examples as features; nothing of a target is ever watched."""
    examples, golds, counts = list(lesson.inputs), list(lesson.labels), list(lesson.confidences)
    if len(lesson.dev_labels):
        dev, select = objective.features(lesson.dev_inputs, lesson.dev_labels, reading), "source-dev"
    else:
        free = isinstance(objective, WritingObjective)  # texts name no class, though they may come again
        classes = [str(place) for place in range(len(golds))] if free else golds
        held = held_out(replace(lesson, labels=classes))
        kept = [place for place in range(len(examples)) if place not in held]
        watched = [place for place in sorted(held) if held[place]]
        dev = objective.features(
            [examples[place] for place in watched], [golds[place] for place in watched], reading
        )
        examples, golds = [examples[place] for place in kept], [golds[place] for place in kept]
        counts = [counts[place] for place in kept] if counts else []
        select = "source-held-out" if watched else "fixed"
    train = objective.features(examples, golds, reading)
    if counts:
        train = [replace(feature, weight=float(counts[feature.example])) for feature in train]
    return Material(tuple(train), _languages(train, examples), tuple(dev), select)


def unwatched(
    examples: Sequence[Any], golds: Sequence[str], objective: Objective, reading: Reading
) -> Material:
    """Return all examples as features to train on, none held out."""
    train = objective.features(examples, golds, reading)
    return Material(tuple(train), _languages(train, examples), (), "fixed")


def _languages(features: Sequence[Feature], examples: Sequence[Any]) -> tuple[str, ...]:
    return tuple(str(examples[feature.example].language) for feature in features)


def held_out(lesson: Lesson) -> dict[int, bool]:
    """Return the places of examples that must not train, and whether each is to watch training.

    None where the lesson has a development set. Else a tenth of the source's examples watches, never the last
    two of a label; none where there are fewer than twenty. Copies of one in other languages do neither. Where
    no example is in the source's language, as where all are translated, the source's are those that were made
    of its own, ``Lesson.of_source``; all, where nobody says which those are.
    """
    if len(lesson.dev_labels):
        return {}
    examples, golds = lesson.inputs, lesson.labels
    own = _of_source(examples, lesson.source, lesson.of_source)
    originals = lesson.originals or [original_of(example) for example in examples]
    firsts = {originals[at]: at for at in reversed(own)}  # the first copy stands for all
    if len(firsts) < _ENOUGH:
        return {}
    left = Counter(golds[at] for at in firsts.values())
    free = max(left.values()) < 2  # golds that never repeat, such as answers, name no class
    chosen: set[Original] = set()
    for place in np.random.default_rng(lesson.seed).permutation(sorted(firsts.values())).tolist():
        if len(chosen) >= len(firsts) // _TENTH:
            break
        if free or left[golds[place]] > 2:
            left[golds[place]] -= 1
            chosen.add(originals[place])
    watched = set(own)
    return {at: at in watched for at, original in enumerate(originals) if original in chosen}


def _of_source(examples: Sequence[Any], source: Language | None, of_source: frozenset[Original]) -> list[int]:
    """Return the places of the source's examples: those in its language, else those made of them."""
    places = range(len(examples))
    if spoken := [at for at in places if examples[at].language == source]:
        return spoken
    return [at for at in places if not of_source or original_of(examples[at]) in of_source]
