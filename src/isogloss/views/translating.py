"""Examples whose texts are translated: to the target before training, or to the source before testing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, TypeAlias

from msgspec import Struct

from isogloss.data.examples import Answerable, Choice, Example, Generation, Labelled, Pair, Similarity, Tagged
from isogloss.languages import Language
from isogloss.models.contracts import Translator
from isogloss.models.translators.asking import asked
from isogloss.views.originals import MARK
from isogloss.views.projection.translated import translated_questions, translated_sentences
from isogloss.views.showing import Remember, Shown

Projection: TypeAlias = Literal["", "words", "markers", "align", "candidates", "consensus"]


class Translate(Struct, frozen=True, forbid_unknown_fields=True):
    """The view ``translate``: examples in another language, labels as they were.

    to: the target's language (translate-train) or the source's (translate-test). translator: a name as
    ``load_translator`` takes it; empty until a run names one. keep: whether the example itself stays too.
    project: how tags and answers come to their places in a translation: word by word (``words``, tags only),
    by brackets that the translator carries along (``markers``), or as an aligner says (``align``,
    ``candidates``, ``consensus``: see ``views.projection``); by default word by word with a lexicon, by
    markers with any other translator.
    """

    to: Literal["target", "source"]
    translator: str = ""
    keep: bool = False
    project: Projection = ""

    def __call__(self, examples: Sequence[Example], *, seed: int) -> list[Example]:  # noqa: ARG002  a view's
        """Refuse: what ``toward`` returns knows both languages."""
        raise TypeError("a view that translates is given its languages by toward()")

    def toward(self, source: Language, target: Language, remember: Remember) -> Translated:
        """Return the view for a transfer from ``source`` to ``target``.

        Raises UnknownName, InputError as ``load_translator`` does.
        """
        from isogloss.models.translators.table import load_translator

        translator = remember(load_translator(self.translator))
        how = self.project or ("words" if self.translator.startswith("lexicon") else "markers")
        return Translated(translator, target if self.to == "target" else source, self.keep, how)


@dataclass(frozen=True, slots=True)
class Translated:
    """The view ``translate`` with its language and translator."""

    translator: Translator
    to: Language
    keep: bool = False
    project: Projection = "words"

    def __call__(self, examples: Sequence[Example], *, seed: int) -> list[Example]:  # noqa: ARG002  a view's
        """Return the examples translated; one that is in that language already stays as it is.

        One whose tags or answers have no place in its translation is left out; ``shown`` says how many.
        """
        return self.shown(examples).examples

    def shown(self, examples: Sequence[Example]) -> Shown:
        """Return the examples translated, and how many were left out."""
        made: list[Example] = []
        lost = 0
        for language, group in groupby(examples, key=lambda example: example.language):
            own = list(group)
            if language == self.to:
                made += own
                continue
            made += own if self.keep else []
            found = [one for one in self._translated(own, language) if one is not None]
            suffix = f"{MARK}{self.to}" if self.keep else ""
            made += [replace(one, language=self.to, id=one.id + suffix) for one in found]
            lost += len(own) - len(found)
        return Shown(made, lost)

    def _translated(self, examples: list[Example], language: Language) -> Sequence[Example | None]:
        """Return each example translated, None where its labels have no place."""
        first, method = examples[0], "markers" if self.project in ("", "words") else self.project
        if isinstance(first, Answerable):
            questions = [one for one in examples if isinstance(one, Answerable)]
            return translated_questions(questions, self.translator, self.to, method)
        if isinstance(first, Tagged) and self.project != "words":
            sentences = [one for one in examples if isinstance(one, Tagged)]
            return translated_sentences(sentences, self.translator, self.to, method)
        texts = [text for example in examples for text in _texts(example)]
        found = iter(asked(self.translator, texts, language, self.to))
        return [_with(example, [next(found) for _ in _texts(example)]) for example in examples]


def _texts(example: Example) -> Sequence[str]:
    match example:
        case Labelled():
            return (example.text,)
        case Pair() | Similarity():
            return example.first, example.second
        case Generation():
            return example.source, *filter(_in_words, example.references)
        case Choice():
            return example.premise, *example.choices
        case Tagged():
            return example.tokens
    raise TypeError(f"there is no way to translate a {type(example).__name__} text by text")


def _with(example: Example, texts: list[str]) -> Example:
    """Return the example with other texts; a word without a translation, or with nothing in it, stays."""
    match example:
        case Labelled():
            return replace(example, text=texts[0] or example.text)
        case Pair() | Similarity():
            return replace(example, first=texts[0] or example.first, second=texts[1] or example.second)
        case Generation():
            rest = iter(texts[1:])
            references = tuple((next(rest) if _in_words(one) else one) or one for one in example.references)
            return replace(example, source=texts[0] or example.source, references=references)
        case Choice():
            return replace(example, premise=texts[0] or example.premise, choices=tuple(texts[1:]))
        case Tagged():
            return _retagged(example, texts)
    return example


def _in_words(text: str) -> bool:
    """Whether a text to be written is more than a number, which is the same in every language."""
    return any(letter.isalpha() for letter in text)


def _retagged(example: Tagged, texts: list[str]) -> Tagged:
    """Return the sentence translated word by word: a word that becomes several carries its tag to all."""
    tokens: list[str] = []
    tags: list[str] = []
    for token, tag, text in zip(example.tokens, example.tags, texts, strict=True):
        parts = text.split() or [token]
        tokens += parts
        tags += [tag, *(f"I{tag[1:]}" if tag.startswith("B-") else tag for _ in parts[1:])]
    return replace(example, tokens=tuple(tokens), tags=tuple(tags))
