"""A trained predictor: a model, a head over it, and where both came from. Saved without pickle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from isogloss.arrays import Floats2d
from isogloss.data.examples import Tagged
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.contracts import Encoder, WordEncoder
from isogloss.models.registry import load_encoder
from isogloss.models.speaking import speaking
from isogloss.tasks.table import task
from isogloss.training.encoding import inputs_of
from isogloss.training.heads.head import Head
from isogloss.training.heads.table import head as head_class
from isogloss.training.inputs import NEED_A_MODEL
from isogloss.training.predicted import Predicted
from isogloss.views.showing import show

UNDETERMINED: Final = Language.parse("und")


class PredictorCard(Struct, frozen=True, kw_only=True):
    """What a predictor was trained from, as ``predictor.json`` keeps it.

    model: empty for heads that need none. target: the language it was trained for, empty if for all.
    select: how the strength was chosen. source_score: by the leading metric on the source's dev split, if it
        has one. shows: views of what is to be predicted, as of the test examples. examples: that it
        learned from; lost: that the recipe's views left out.
    """

    task: str
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
    shows: tuple[Mapping[str, Any], ...] = ()
    examples: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Predictor:
    """Texts in, labels with calibrated probabilities out."""

    card: PredictorCard
    model: Encoder | None
    head: Head

    def predict(self, texts: Sequence[str], *, language: Language | None = None) -> list[Predicted]:
        """Return the most probable label of each text, in input order.

        A text is what makes an example of the task, tabs between its parts where they are several. A tagger
        takes the words that ``isogloss.languages.words`` cuts and the signs between them, and gives a tag for
        each. Raises InputError for a text of more or fewer parts.
        """
        kind, spoken = task(self.card.task), language or UNDETERMINED
        examples = [kind.parse(text, spoken) for text in texts]
        if not examples:
            return []
        inputs = inputs_of(self.head.takes, kind, self._shown(examples), _Directly(self.model))
        best = self.head.predict(inputs)
        if kind.example is Tagged:
            return [replace(one, tokens=own.tokens) for one, own in zip(best, examples, strict=True)]
        if self.head.takes != "vectors":
            return best
        known = (abs(inputs).max(axis=1) > 0).tolist()
        return [replace(one, known=knows) for one, knows in zip(best, known, strict=True)]

    def _shown(self, examples: list[Any]) -> list[Any]:
        """Return one example or more as the recipe's views show those of a test set."""
        if not self.card.shows:
            return examples
        between = Language.parse(self.card.source), examples[0].language
        return list(show(self.card.shows, examples, between, seed=self.card.seed).examples)


@dataclass(frozen=True, slots=True)
class _Directly:
    """A predictor's model, of which nothing is kept; a head that needs one was loaded with it."""

    model: Encoder | None

    def texts(self, language: Language, texts: Sequence[str]) -> Floats2d:
        """Return the vectors of the texts."""
        assert self.model is not None  # noqa: S101  as above
        return self.model.encode(texts, language=_known(language))

    def words(self, language: Language, sentences: Sequence[Sequence[str]]) -> list[Floats2d]:
        """Return the vectors of the words of each sentence."""
        assert isinstance(self.model, WordEncoder)  # noqa: S101  as above
        return [one.vectors for one in speaking(self.model, _known(language)).encode_words(sentences)]


def _known(language: Language) -> Language | None:
    return None if language == UNDETERMINED else language


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
    if head.takes not in NEED_A_MODEL:
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
