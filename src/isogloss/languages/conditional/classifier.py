"""A linear classifier of single tokens by their character n-grams: trained elsewhere, applied here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from isogloss.errors import InputError

if TYPE_CHECKING:
    from isogloss.arrays import Doubles2d, Floats1d, Floats2d

_WEIGHTS: Final = "tokens.safetensors"
_FACTS: Final = "tokens.json"


@dataclass(frozen=True)
class TokenClassifier:
    """The weights of a fitted classifier; a ``Rule`` whose decisions are its classes.

    labels: the classes, sorted. grams: each n-gram's row. orders: the shortest and the longest n.
    coefficients: float32[len(grams), len(labels)]; intercepts: float64[len(labels)].
    least: the probability below which it has no decision (``""``), so that another rule is asked.
    """

    labels: tuple[str, ...]
    grams: Mapping[str, int]
    orders: tuple[int, int]
    coefficients: Floats2d
    intercepts: Floats1d
    least: float = 0.0

    def probabilities(self, tokens: Sequence[str]) -> Doubles2d:
        """Return float64[len(tokens), len(labels)]; a token none of whose n-grams is known gets the prior."""
        import numpy as np

        logits = np.tile(np.asarray(self.intercepts, dtype=np.float64), (len(tokens), 1))
        for row, token in enumerate(tokens):
            known = [self.grams[gram] for gram in token_grams(token, self.orders) if gram in self.grams]
            if known:
                logits[row] += self.coefficients[known].sum(axis=0, dtype=np.float64) / len(known) ** 0.5
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares: Doubles2d = powers / powers.sum(axis=1, keepdims=True)
        return shares

    def decide(self, tokens: Sequence[str]) -> list[str]:
        """Return each token's most probable class; ``""`` where it is less probable than ``least``."""
        if not len(tokens):
            return []
        shares = self.probabilities(tokens)
        best = shares.argmax(axis=1)
        return [
            self.labels[place] if share[place] >= self.least else ""
            for place, share in zip(best, shares, strict=True)
        ]

    def save(self, folder: Path | str) -> None:
        """Write ``tokens.safetensors`` and ``tokens.json`` into a folder, which is made; never a pickle."""
        import numpy as np
        from safetensors.numpy import save

        arrays: dict[str, Any] = {
            "coefficients": np.ascontiguousarray(self.coefficients, dtype=np.float32),
            "intercepts": np.ascontiguousarray(self.intercepts, dtype=np.float64),
        }
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / _WEIGHTS).write_bytes(save(arrays))
        grams = tuple(sorted(self.grams, key=lambda gram: self.grams[gram]))
        facts = _Facts(self.labels, grams, self.orders, self.least)
        (Path(folder) / _FACTS).write_bytes(msgspec.json.encode(facts))

    @classmethod
    def load(cls, folder: Path | str) -> TokenClassifier:
        """Return the classifier that ``save`` put into ``folder``; raises InputError if it is not there."""
        from safetensors.numpy import load_file

        weights = Path(folder) / _WEIGHTS
        try:
            facts = msgspec.json.decode((Path(folder) / _FACTS).read_bytes(), type=_Facts)
            arrays = load_file(weights)
        except (OSError, msgspec.DecodeError) as cause:
            raise InputError(
                f"{folder} holds no token classifier: {cause}.",
                fix=f"It should hold {_FACTS} and {_WEIGHTS}, as TokenClassifier.save writes them.",
            ) from None
        grams = {gram: row for row, gram in enumerate(facts.grams)}
        return cls(
            facts.labels, grams, facts.orders, arrays["coefficients"], arrays["intercepts"], facts.least
        )


def token_grams(token: str, orders: tuple[int, int]) -> Iterator[str]:
    """Yield the different character n-grams of a token, written small, its ends marked by blanks."""
    marked = f" {token.lower()} "
    shortest, longest = orders
    seen = {
        marked[place : place + n]
        for n in range(shortest, longest + 1)
        for place in range(len(marked) - n + 1)
    }
    yield from sorted(seen)


class _Facts(msgspec.Struct, frozen=True):
    labels: tuple[str, ...]
    grams: tuple[str, ...]
    orders: tuple[int, int]
    least: float
