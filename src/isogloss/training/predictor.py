"""A trained predictor: a model, a head over it, and where both came from. Saved without pickle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
from msgspec import Struct

from isogloss.arrays import Floats2d
from isogloss.errors import InputError
from isogloss.languages import Language, words
from isogloss.models.contracts import Encoder, WordEncoder
from isogloss.models.registry import load_encoder
from isogloss.models.speaking import speaking
from isogloss.tasks.sides import alone
from isogloss.training.heads.head import Head, Inputs
from isogloss.training.heads.table import head as head_class
from isogloss.training.inputs import Words
from isogloss.training.predicted import Predicted


class PredictorCard(Struct, frozen=True, kw_only=True):
    """What a predictor was trained from, as ``predictor.json`` keeps it.

    model: empty for heads over texts. target: the language it was trained for, empty if for all.
    select: how the strength was chosen. source_score: by the leading metric on the source's dev split, if it
        has one.
    """

    system: str
    head: str
    model: str
    model_fingerprint: str
    recipe: str
    source: str
    target: str
    seed: int
    draw: int
    labels: tuple[str, ...]
    select: str
    source_score: float | None


@dataclass(frozen=True, slots=True)
class Predictor:
    """Texts in, labels with calibrated probabilities out.

    sides: how many texts are judged together, tabs between them. features: what the head takes of their
    vectors.
    """

    card: PredictorCard
    model: Encoder | None
    head: Head
    sides: int = 1
    features: Callable[[Sequence[Floats2d]], Floats2d] = alone

    def predict(self, texts: Sequence[str], *, language: Language | None = None) -> list[Predicted]:
        """Return the most probable label of each text, in input order.

        A head over words takes those that ``isogloss.languages.words`` cuts and the signs between them, and
        gives a tag for each.
        """
        inputs = self.inputs(texts, language)
        best = self.head.predict(inputs)
        if self.head.takes in ("tokens", "words"):
            cut = [one.tokens if isinstance(one, Words) else one for one in inputs]
            return [replace(one, tokens=tuple(own)) for one, own in zip(best, cut, strict=True)]
        if self.head.takes == "texts":
            return best
        known = (abs(inputs).max(axis=1) > 0).tolist()
        return [replace(one, known=knows) for one, knows in zip(best, known, strict=True)]

    def inputs(self, texts: Sequence[str], language: Language | None) -> Inputs:
        """Return what the head takes of the texts."""
        several = [_parted(text, self.sides) for text in texts] if self.sides > 1 else []
        if self.head.takes == "texts":
            return [" ".join(parts) for parts in several] or texts
        if self.head.takes == "vectors":
            assert self.model is not None  # noqa: S101  load_predictor gives every such head its model
            sides: list[Sequence[str]] = [list(side) for side in zip(*several, strict=True)] or [texts]
            return self.features([self.model.encode(side, language=language) for side in sides])
        tokens = [_tokens(text, language) for text in texts]
        if self.head.takes == "tokens":
            return tokens
        assert isinstance(self.model, WordEncoder)  # noqa: S101  as above
        found = speaking(self.model, language).encode_words(tokens)
        return [Words(cut, one.vectors) for cut, one in zip(tokens, found, strict=True)]


def _parted(text: str, sides: int) -> tuple[str, ...]:
    parts = tuple(text.split("\t"))
    if len(parts) != sides:
        raise InputError(
            f"{text[:60]!r} is {len(parts)} {'text' if len(parts) == 1 else 'texts'}, and {sides} are judged "
            "together.",
            fix="Give them on one line, tabs between.",
        )
    return parts


def _tokens(text: str, language: Language | None) -> list[str]:
    """Return the words of a text and what stands between them, without the blanks."""
    found, end = [], 0
    for word in words(text, language):
        found += [*text[end : word.start].split(), word.text]
        end = word.end
    return found + text[end:].split()


def save_predictor(predictor: Predictor, folder: Path) -> None:
    """Write the predictor into an existing folder; the model is named, not copied."""
    card = msgspec.json.format(msgspec.json.encode(predictor.card), indent=2)
    (folder / "predictor.json").write_bytes(card)
    predictor.head.save(folder)


def read_card(folder: Path) -> PredictorCard:
    """Return the card of the predictor in ``folder``; raises InputError if it is damaged."""
    try:
        return msgspec.json.decode((folder / "predictor.json").read_bytes(), type=PredictorCard)
    except (OSError, msgspec.DecodeError) as fault:
        raise _damaged(folder, fault) from None


def load_predictor(folder: Path) -> Predictor:
    """Return the predictor in ``folder``; raises InputError if it is damaged or its model has changed."""
    from safetensors import SafetensorError

    card = read_card(folder)
    try:
        head = head_class(card.head).load(folder)
    except (OSError, KeyError, ValueError, SafetensorError) as fault:
        raise _damaged(folder, fault) from None
    if not card.model:
        return Predictor(card, None, head)
    model = load_encoder(card.model)
    if model.fingerprint != card.model_fingerprint:
        raise InputError(
            f"{folder}: was trained on another version of the model {card.model!r}.",
            fix="Run isogloss transfer again into a new folder.",
        )
    return Predictor(card, model, head)


def _damaged(folder: Path, fault: Exception) -> InputError:
    return InputError(
        f"{folder}: holds no predictor, or a damaged one: {fault}.",
        fix="Delete it and run isogloss transfer again.",
    )
