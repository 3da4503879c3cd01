"""What a rule is given and what it finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from isogloss.languages import Language

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d
    from isogloss.bitext.quality.lengths import Expected
    from isogloss.models.contracts import Encoder, Translator
    from isogloss.models.language_models import Scorer


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says of one pair.

    badness: in [0, 1], how much speaks against the pair; None where the rule cannot tell.
    reason: in words, where the rule fires; else empty.
    """

    badness: float | None
    reason: str = ""


FINE = Finding(0.0)
UNKNOWN = Finding(None)


@dataclass(frozen=True)
class Batch:
    """Pairs of texts that are judged together, and what the rules may ask.

    source, target: the languages, ``und`` where nobody named them. pool: pairs among which neighbours are
    sought, of the first pairs of the whole. expected: how long a translation is.
    """

    sources: list[str]
    targets: list[str]
    source: Language
    target: Language
    encoder: Encoder
    expected: Expected | None = None
    pool: Batch | None = None
    translator: Translator | None = None
    scorer: Scorer | None = None

    @cached_property
    def vectors(self) -> tuple[Floats2d, Floats2d]:
        """The vectors of both sides, float32[n, d] each."""
        return (
            self.encoder.encode(self.sources, language=self.source),
            self.encoder.encode(self.targets, language=self.target),
        )


Rule: TypeAlias = Callable[[Batch], list[Finding]]
