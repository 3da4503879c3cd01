"""Marked texts and their translations in, marked translations out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from isogloss.data.marked import Marked
from isogloss.errors import InputError
from isogloss.languages import Language

if TYPE_CHECKING:
    from isogloss.models.contracts import Aligner
    from isogloss.views.projection.projected import Projected


def project(
    sources: Sequence[Marked],
    translations: Sequence[str],
    *,
    target: Language | str,
    method: str = "align",
    aligner: Aligner | None = None,
    training: Sequence[tuple[str, str]] = (),
) -> Iterator[Projected]:
    """Yield what becomes of the marks of each text in its translation, in order.

    method: a name of METHODS (``isogloss.views.projection.table``). aligner: by default ``combined`` with
    ``static``, which learns from these pairs and from ``training`` before it aligns.
    Raises InputError where texts and translations differ in number, or a mark does not slice.
    """
    from isogloss.views.projection.evidence import gather, taught
    from isogloss.views.projection.table import load_method

    language, carry = Language.parse(target), load_method(method)
    if len(sources) != len(translations):
        raise InputError(
            f"There are {len(sources):,} texts and {len(translations):,} translations.",
            fix="Give one translation for each text, in the same order.",
        )
    for source in sources:
        _check(source)
    pairs = [(source.text, text) for source, text in zip(sources, translations, strict=True)]
    chosen = taught(aligner or default_aligner(), list(chain(pairs, training)))
    evidence = gather(pairs, chosen)
    return (carry(source, found, language) for source, found in zip(sources, evidence, strict=True))


def default_aligner() -> Aligner:
    """Return ``combined`` with the words of ``static``."""
    from isogloss.models.aligners.table import load_aligner
    from isogloss.models.registry import load_word_encoder

    return load_aligner("combined", load_word_encoder("static"))


def _check(source: Marked) -> None:
    for mark in source.marks:
        if not 0 <= mark.start < mark.end <= len(source.text):
            raise InputError(
                f"{source.origin}: the mark {mark.label!r} from {mark.start} to {mark.end} is none in a text "
                f"of {len(source.text)} characters.",
                fix="Marks are counted in characters, from 0, and are not empty.",
            )
