"""What a detector says of one text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from isogloss.languages.language import Language

Reason: TypeAlias = Literal["no letters", "script", "candidates", "evidence"]


@dataclass(frozen=True, slots=True)
class Detected:
    """The language a text is in, or ``und`` and why.

    language: ``und`` where nothing tells; its script is then the text's own (``Zyyy`` without a letter).
    probability: in [0, 1], that the verdict is right; for ``und``, that of the best guess withheld.
    guess: the best guess, also where it was withheld: of ``"evidence"``, the language that the probability
    is of. The same as ``language`` where there is a verdict, and where no language came into question.
    abstained: why the verdict is ``und``, None where there is one. ``"no letters"``: digits, signs or
    nothing; ``"script"``: no language of the detector is written in this script; ``"candidates"``: some
    are, but none of the candidates; ``"evidence"``: the best guess is likely wrong.
    """

    language: Language
    probability: float
    guess: Language
    abstained: Reason | None = None
