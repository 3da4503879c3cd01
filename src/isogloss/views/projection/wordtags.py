"""A tag for every word, such as parts of speech, carried over the links of an alignment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from isogloss.languages import Span
from isogloss.views.projection.evidence import Evidence
from isogloss.views.projection.places import covering

LEAST: Final = 0.01  # probability of a link that counts as one


@dataclass(frozen=True, slots=True)
class CarriedTags:
    """A tag for each word of the translation; ``guessed``: the places of those that had no link."""

    tags: tuple[str, ...]
    guessed: tuple[int, ...]

    @property
    def unlinked(self) -> int:
        """How many tags were guessed."""
        return len(self.guessed)


def carry_tags(
    source: Sequence[tuple[int, int]],
    tags: Sequence[str],
    evidence: Evidence,
    target: Sequence[Span],
    *,
    default: str | None = None,
    signs: str = "PUNCT",
) -> CarriedTags:
    """Return for each word of the target the tag of the source words that it is linked to.

    source, tags: where the tagged words stand in ``evidence.source``, and their tags. target: words that may
    be cut otherwise than the evidence's. Links are weighed by probability; a word without letters and digits
    gets ``signs``. Any other whose likeliest link is below 0.01 counts as unlinked: it gets ``default``, or
    where that is None the tag of that link, ``X`` where there is none at all.
    """
    votes: dict[int, defaultdict[str, float]] = {}
    tagged = [Span("", *place) for place in source]
    for number, word in enumerate(evidence.source_words):
        for place in covering(tagged, word.start, word.end):
            share = evidence.agreement[number]
            for other in (share > 0).nonzero()[0].tolist():
                votes.setdefault(other, defaultdict(float))[tags[place]] += float(share[other])
    made: list[str] = []
    guessed: list[int] = []
    for place, word in enumerate(target):
        found: defaultdict[str, float] = defaultdict(float)
        for other in covering(evidence.target_words, word.start, word.end):
            for tag, score in votes.get(other, {}).items():
                found[tag] += score
        if not any(letter.isalnum() for letter in word.text):
            made.append(signs)
            continue
        guess = max(found, key=lambda tag: (found[tag], tag), default="X")
        linked = bool(found) and found[guess] >= LEAST
        made.append(guess if linked or default is None else default)
        if not linked:
            guessed.append(place)
    return CarriedTags(tuple(made), tuple(guessed))
