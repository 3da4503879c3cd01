"""Writing each token of a text in the way that a rule decides on.

The model is Micallef et al. 2024, "Cross-Lingual Transfer from Related Languages: Treating Low-Resource
Maltese as Multilingual Code-Switching" (EACL, arXiv:2401.16895): Maltese words of Arabic origin are
transliterated into Arabic script, others kept as they are, by a classifier of their etymology.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from isogloss.errors import UnknownName
from isogloss.languages.aligned import Aligned, unchanged
from isogloss.languages.aligned import joined as joined_pieces
from isogloss.languages.conditional.rule import Rule
from isogloss.languages.language import Language
from isogloss.languages.segmentation import Span, words

Way: TypeAlias = Callable[[str], Aligned]
Cut: TypeAlias = Callable[[str], Sequence[Span]]
KEEP: Final = "keep"


def keep(token: str) -> Aligned:
    """Return the token as it is."""
    return unchanged(token)


def in_script(source: str, target: str, language: Language | str | None = None) -> Way:
    """Return the way that transliterates a token between two scripts; raises UnknownName for no such pair."""
    from isogloss.languages.transliteration import load_transliterator

    return load_transliterator(source, target, language).aligned


def rewrite(text: str, rule: Rule, ways: Mapping[str, Way], *, cut: Cut = words) -> str:
    """Return ``text`` with each token written as ``rule`` decides; what lies between tokens stays.

    ways: by decision, what writes a token; ``keep`` need not be named, and no decision means ``keep``.
    cut: text to tokens; words by default.
    Raises UnknownName for a decision that ``ways`` does not name.
    """
    return rewrite_aligned(text, rule, ways, cut=cut).text


def rewrite_aligned(text: str, rule: Rule, ways: Mapping[str, Way], *, cut: Cut = words) -> Aligned:
    """Return what ``rewrite`` returns, and where each part of it came from in ``text``."""
    spans = cut(text)
    decisions = rule.decide([span.text for span in spans])
    known = {KEEP: keep, "": keep, **ways}
    for decision in decisions:
        if decision not in known:
            raise UnknownName(
                f"The rule decided on {decision!r}, for which no way of writing is given.",
                fix=f"Ways there are: {', '.join(sorted(known.keys() - {''}))}.",
            )
    written = [known[decision](span.text) for span, decision in zip(spans, decisions, strict=True)]
    return joined_pieces(_pieces(text, spans, written))


def _pieces(text: str, spans: Sequence[Span], written: Sequence[Aligned]) -> Iterator[tuple[str, str]]:
    """Yield the text piece by piece with what stands for it: between tokens, and each edit within them."""
    done = 0
    for span, aligned in zip(spans, written, strict=True):
        yield text[done : span.start], text[done : span.start]
        place = source_place = 0
        for edit in aligned.edits:
            same = aligned.text[place : edit.start]
            yield same, same
            yield aligned.source[edit.source_start : edit.source_end], aligned.text[edit.start : edit.end]
            place, source_place = edit.end, edit.source_end
        yield aligned.source[source_place:], aligned.text[place:]
        done = span.end
    yield text[done:], text[done:]
