"""From questions about texts to passages, words and their vectors: what readers over word vectors take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TypeAlias

from isogloss.arrays import Floats2d
from isogloss.data.examples import Answerable
from isogloss.languages import Language, words
from isogloss.training.inputs import ANCHORS, Passage

# Of sentences as words, in one language, the vectors of the words of each.
WordsToVectors: TypeAlias = Callable[[Language, Sequence[Sequence[str]]], Sequence[Floats2d]]


def passages_of(examples: Sequence[Answerable], vectors: WordsToVectors) -> list[Passage]:
    """Return the passages with their questions; a context that several questions share is encoded once.

    A question is cut and encoded in its own language, which need not be the context's.
    """
    found: list[Passage] = []
    for language, group in groupby(examples, key=lambda one: one.language):
        found += _in_one_language(language, list(group), vectors)
    return found


def _in_one_language(
    language: Language, examples: Sequence[Answerable], vectors: WordsToVectors
) -> list[Passage]:
    import numpy as np

    cut = {text: words(text, language) for text in dict.fromkeys(one.context for one in examples)}
    asked: dict[Language, list[int]] = {language: []}
    for place, one in enumerate(examples):
        asked.setdefault(one.question_language or language, []).append(place)
    questions: dict[int, Floats2d] = {}
    contexts: dict[str, Floats2d] = {}
    anchors = np.zeros((0, 0), dtype=np.float32)
    for spoken, places in asked.items():
        sentences = [_texts(examples[place].question, spoken) for place in places]
        if spoken == language:
            beside = [[span.text for span in spans] for spans in cut.values()]
            made = vectors(language, [*beside, *sentences, *(_texts(anchor, "eng") for anchor in ANCHORS)])
            contexts = dict(zip(cut, made, strict=False))
            anchors = np.stack([one.mean(axis=0) for one in made[-len(ANCHORS) :]])
            questions.update(zip(places, made[len(cut) :], strict=False))
        else:
            questions.update(zip(places, vectors(spoken, sentences), strict=True))
    return [
        Passage(
            one.context, language, tuple(cut[one.context]), contexts[one.context], questions[place], anchors
        )
        for place, one in enumerate(examples)
    ]


def _texts(text: str, language: Language | str) -> list[str]:
    return [span.text for span in words(text, language)]
