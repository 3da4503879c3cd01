"""Examples that keep their text and get its translation beside it, for what reads both languages at once."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from msgspec import Struct

from isogloss.data.examples import Answerable, Beside, Example, Labelled, Pair, Tagged
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.contracts import Translator
from isogloss.models.translators.asking import asked
from isogloss.views.projection.tagging import tokens
from isogloss.views.projection.translated import translated_questions
from isogloss.views.showing import Remember, Shown

_log = logging.getLogger(__name__)


class SetBeside(Struct, frozen=True, forbid_unknown_fields=True):
    """The view ``beside``: the translation of a text stands beside it.

    Of a pair both texts are translated, of a question its context too; of a tagged sentence the words, blanks
    between, and the translation is cut into words again. Labels stay with the text that they were given to,
    but for answers in training: where they stand in the translation is told as far as it can be.

    to: the target's language (for training) or the source's (for tests, of which no answer is looked at).
    translator: a name as ``load_translator`` takes it; empty until a run names one. project: how answers come
    to their places, as of the view ``translate``; by ``markers`` if empty.
    """

    to: Literal["target", "source"]
    translator: str = ""
    project: Literal["", "markers", "align", "candidates", "consensus"] = ""

    def __call__(self, examples: Sequence[Example], *, seed: int) -> list[Example]:  # noqa: ARG002  a view's
        """Refuse: what ``toward`` returns knows both languages."""
        raise TypeError("a view that translates is given its languages by toward()")

    def toward(self, source: Language, target: Language, remember: Remember) -> Accompanied:
        """Return the view for a transfer from ``source`` to ``target``.

        Raises UnknownName, InputError as ``load_translator`` does.
        """
        from isogloss.models.translators.table import load_translator

        translator = remember(load_translator(self.translator))
        if self.to == "source":
            return Accompanied(translator, source)
        return Accompanied(translator, target, self.project or "markers")


@dataclass(frozen=True, slots=True)
class Accompanied:
    """The view ``beside`` with its language and translator. project: no answer is looked at if empty."""

    translator: Translator
    to: Language
    project: str = ""

    def shown(self, examples: Sequence[Example]) -> Shown:
        """Return the examples with their translations; one in that language already has itself beside it.

        An empty translation is replaced by the text. Raises InputError for kinds that ``sides`` refuses.
        """
        answered = self._answered(examples) if self.project else {}
        rest = [place for place in range(len(examples)) if place not in answered]
        parts = [list(zip(sides(examples[at]), _languages(examples[at]), strict=True)) for at in rest]
        said = self._translated(part for own in parts for part in own)
        made = {
            at: _with(examples[at], [said[part] or part[0] for part in own], self.to)
            for at, own in zip(rest, parts, strict=True)
        }
        return Shown([(answered | made)[place] for place in range(len(examples))])

    def _answered(self, examples: Sequence[Example]) -> dict[int, Example]:
        """Return, by their places, the questions of which an answer has its place in the translation."""
        wanted: dict[Language, dict[int, Answerable]] = {}
        for place, one in enumerate(examples):
            if isinstance(one, Answerable) and one.answers and self.to not in _languages(one):
                wanted.setdefault(one.language, {})[place] = one
        made: dict[int, Example] = {}
        for own in wanted.values():
            found = translated_questions(list(own.values()), self.translator, self.to, self.project)
            for (place, one), new in zip(own.items(), found, strict=True):
                if new is not None:
                    beside = Beside((new.context, new.question), self.to, new.answers)
                    made[place] = replace(one, beside=beside)
        if lost := sum(map(len, wanted.values())) - len(made):
            _log.info("Of %d questions nobody knows where the translation answers them.", lost)
        return made

    def _translated(self, parts: Iterable[tuple[str, Language]]) -> dict[tuple[str, Language], str]:
        """Return each text of a language in the other one; none is asked for twice."""
        found = dict.fromkeys(parts, "")
        for language in dict.fromkeys(language for _, language in found):
            own = [part for part in found if part[1] == language]
            texts = [text for text, _ in own]
            new = texts if language == self.to else asked(self.translator, texts, language, self.to)
            found.update(zip(own, new, strict=True))
        return found


def sides(example: Example) -> tuple[str, ...]:
    """Return the texts of an example that are translated; raises InputError where nothing stands beside."""
    match example:
        case Labelled():
            return (example.text,)
        case Pair():
            return example.first, example.second
        case Tagged():
            return (" ".join(example.tokens),)
        case Answerable():
            return example.context, example.question
    raise InputError(
        "Translations stand beside texts, pairs, tagged sentences and questions alone.",
        fix="Leave the recipe out, or take translate-train.",
    )


def _languages(example: Example) -> tuple[Language, ...]:
    """Return the language of each of the sides."""
    if isinstance(example, Answerable):
        return example.language, example.question_language or example.language
    return (example.language,) * len(sides(example))


def _with(example: Example, texts: Sequence[str], language: Language) -> Example:
    """Return the example with what stands beside it; a sentence in that language keeps its own words."""
    assert isinstance(example, Labelled | Pair | Tagged | Answerable)  # noqa: S101  ``sides`` refuses others
    if isinstance(example, Tagged):
        own = example.language == language or not texts[0].strip()
        cut = example.tokens if own else tuple(span.text for span in tokens(texts[0]))
        return replace(example, beside=Beside(cut or example.tokens, language))
    return replace(example, beside=Beside(tuple(texts), language))


def translation(example: Example) -> Example:
    """Return what stands beside an example as one of its own, of which nothing but its texts is known.

    A class holds for the translation too and stays. Raises ValueError where nothing stands beside it.
    """
    if not isinstance(example, Labelled | Pair | Tagged | Answerable) or example.beside is None:
        raise ValueError("nothing stands beside the example")
    texts, language = example.beside.texts, example.beside.language
    match example:
        case Labelled():
            return replace(example, text=texts[0], language=language, beside=None)
        case Pair():
            return replace(example, first=texts[0], second=texts[1], language=language, beside=None)
        case Tagged():
            return replace(example, tokens=texts, tags=(), language=language, beside=None)
        case Answerable():
            return replace(
                example,
                context=texts[0],
                question=texts[1],
                answers=example.beside.answers,
                language=language,
                question_language=None,
                beside=None,
            )
