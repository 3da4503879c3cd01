"""Marked texts and their translations in, marked translations out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from isogloss.data.marked import Marked
from isogloss.errors import InputError
from isogloss.languages import Language

if TYPE_CHECKING:
    from isogloss.models.contracts import Aligner, Encoder
    from isogloss.views.projection.evidence import PhraseScorer
    from isogloss.views.projection.markers import Bracketed
    from isogloss.views.projection.projected import Projected


@dataclass(frozen=True, slots=True)
class Approach:
    """How labels are carried.

    method: a name of METHODS (``isogloss.views.projection.table``). aligner: by default ``combined`` with
    ``static``, which learns from the pairs and from ``training`` before it aligns. encoder: compares phrases,
    by default ``static``. phrases: compares them by a language model, if there is one.
    """

    method: str = "candidates"
    aligner: Aligner | None = None
    encoder: Encoder | None = None
    phrases: PhraseScorer | None = None
    training: Sequence[tuple[str, str]] = ()

    def chosen_aligner(self, source: Language | None = None, target: Language | None = None) -> Aligner:
        """Return the aligner, or the default one for these languages."""
        from isogloss.models.aligners.table import load_aligner
        from isogloss.models.registry import load_word_encoder

        return self.aligner or load_aligner(
            "combined", load_word_encoder("static"), source=source, target=target
        )

    def chosen_encoder(self) -> Encoder:
        """Return the encoder, or the default one."""
        from isogloss.models.registry import load_encoder

        return self.encoder or load_encoder("static")


def project(
    sources: Sequence[Marked],
    translations: Sequence[str | Bracketed],
    *,
    target: Language | str,
    approach: Approach | None = None,
) -> Iterator[Projected]:
    """Yield what becomes of the marks of each text in its translation, in order.

    translations: for the method ``markers`` as ``translate_bracketed`` gives them. Raises InputError where
    texts and translations differ in number, or a mark is none; UnknownLanguage, UnknownName.
    """
    from isogloss.views.projection.evidence import gather, taught
    from isogloss.views.projection.table import load_method

    chosen = approach or Approach()
    language, carry = Language.parse(target), load_method(chosen.method)
    if len(sources) != len(translations):
        raise InputError(
            f"There are {len(sources):,} texts and {len(translations):,} translations.",
            fix="Give one translation for each text, in the same order.",
        )
    for source in sources:
        _check(source)
    spoken = sources[0].language if sources else None
    texts = [text if isinstance(text, str) else text.text for text in translations]
    pairs = [(source.text, text) for source, text in zip(sources, texts, strict=True)]
    aligner = taught(chosen.chosen_aligner(spoken, language), list(chain(pairs, chosen.training)))
    evidence = gather(pairs, aligner, encoder=chosen.chosen_encoder(), phrases=chosen.phrases)
    brackets = (None if isinstance(text, str) else text.places for text in translations)
    return (
        carry(source, replace(found, brackets=places), language)
        for source, found, places in zip(sources, evidence, brackets, strict=True)
    )


def _check(source: Marked) -> None:
    for mark in source.marks:
        if not 0 <= mark.start < mark.end <= len(source.text):
            raise InputError(
                f"{source.origin}: the mark {mark.label!r} from {mark.start} to {mark.end} is none in a text "
                f"of {len(source.text)} characters.",
                fix="Marks are counted in characters, from 0, and are not empty.",
            )
