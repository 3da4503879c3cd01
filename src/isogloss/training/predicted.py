"""What a head says of one example."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from isogloss.arrays import Doubles2d


@dataclass(frozen=True, slots=True)
class Predicted:
    """The most probable label of an example, and its probability.

    known: whether the model knows anything of the text; where it does not, the label is a guess.
    tokens: where the label is a tag for each of them, what they are. others: the next best, with their
    probabilities, where answers are weighed against each other. said: what a model wrote, where the label was
    read of it; unread: why none could be read, empty where it could, None where nothing was written.
    """

    label: str
    probability: float
    known: bool = True
    tokens: tuple[str, ...] = ()
    others: tuple[tuple[str, float], ...] = ()
    said: str = ""
    unread: str | None = None

    def __str__(self) -> str:
        """Return the label; of tags, each behind its word and a slash."""
        if not self.tokens:
            return self.label
        return " ".join(
            f"{token}/{tag}" for token, tag in zip(self.tokens, self.label.split(" "), strict=True)
        )


def most_probable(probabilities: Doubles2d, labels: Sequence[str]) -> list[Predicted]:
    """Return the best class of each row of float[n, len(labels)]; ties go to the label that comes first."""
    return [
        Predicted(labels[place], float(row[place]))
        for row, place in zip(probabilities, probabilities.argmax(axis=1).tolist(), strict=True)
    ]
