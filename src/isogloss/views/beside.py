"""Examples that keep their text and get its translation beside it, for what reads both languages at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from msgspec import Struct

from isogloss.data.examples import Beside, Example, Labelled, Pair
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.contracts import Translator
from isogloss.models.translators.asking import asked
from isogloss.views.showing import Remember, Shown


class SetBeside(Struct, frozen=True, forbid_unknown_fields=True):
    """The view ``beside``: the translation of a text, or of both texts of a pair, stands beside it.

    to: the target's language (for training) or the source's (for tests). translator: a name as
    ``load_translator`` takes it; empty until a run names one.
    """

    to: Literal["target", "source"]
    translator: str = ""

    def __call__(self, examples: Sequence[Example], *, seed: int) -> list[Example]:  # noqa: ARG002  a view's
        """Refuse: what ``toward`` returns knows both languages."""
        raise TypeError("a view that translates is given its languages by toward()")

    def toward(self, source: Language, target: Language, remember: Remember) -> Accompanied:
        """Return the view for a transfer from ``source`` to ``target``.

        Raises UnknownName, InputError as ``load_translator`` does.
        """
        from isogloss.models.translators.table import load_translator

        translator = remember(load_translator(self.translator))
        return Accompanied(translator, target if self.to == "target" else source)


@dataclass(frozen=True, slots=True)
class Accompanied:
    """The view ``beside`` with its language and translator."""

    translator: Translator
    to: Language

    def shown(self, examples: Sequence[Example]) -> Shown:
        """Return the examples with their translations; one in that language already has itself beside it.

        An empty translation is replaced by the text. Raises InputError for other than texts and pairs.
        """
        made: list[Example] = []
        for language, group in groupby(examples, key=lambda example: example.language):
            own = list(group)
            texts = [text for example in own for text in sides(example)]
            found = iter(texts if language == self.to else asked(self.translator, texts, language, self.to))
            made += [_with(example, [next(found) for _ in sides(example)], self.to) for example in own]
        return Shown(made)


def sides(example: Example) -> tuple[str, ...]:
    """Return the texts of an example that have translations beside them."""
    match example:
        case Labelled():
            return (example.text,)
        case Pair():
            return example.first, example.second
    raise InputError(
        "Translations stand beside texts and pairs alone.",
        fix="Leave the recipe out, or take translate-train.",
    )


def _with(example: Example, texts: Sequence[str], language: Language) -> Example:
    kept = tuple(text or own for text, own in zip(texts, sides(example), strict=True))
    assert isinstance(example, Labelled | Pair)  # noqa: S101  ``sides`` refuses all others
    return replace(example, beside=Beside(kept, language))
