"""A conditional random field over characters: what a tagger without any model reaches.

Features of a word are its letters' ends (up to four from each side), its shape and itself, and those of its
neighbours; python-crfsuite fits them (Lafferty et al. 2001; Okazaki 2007). Where two languages share no
letters, nothing but shapes is left to carry over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar, Final

import msgspec

from isogloss.training.heads.head import Choice, Inputs, Lesson
from isogloss.training.heads.shapes import shapes
from isogloss.training.inputs import Takes
from isogloss.training.predicted import Predicted

_ENDS: Final = 4
_ITERATIONS: Final = 60
_FIXED: Final = Choice(1.0, "fixed")


@dataclass(frozen=True)
class CharacterCrf:
    """A fitted model, as the bytes of CRFsuite's own format."""

    labels: tuple[str, ...]
    content: bytes
    choice: Choice = _FIXED
    takes: ClassVar[Takes] = "tokens"

    @classmethod
    def fit(cls, lesson: Lesson) -> CharacterCrf:
        """Return a model of the lesson's word lists; labels are tags joined by blanks."""
        from pycrfsuite import Trainer

        trainer = Trainer(algorithm="lbfgs", verbose=False)
        trainer.set_params({"c1": 0.0, "c2": 1.0, "max_iterations": _ITERATIONS})
        for tokens, label in zip(lesson.inputs, lesson.labels, strict=True):
            trainer.append(list(_features(tokens)), label.split(" "))
        with TemporaryDirectory() as folder:
            file = Path(folder) / "crf"
            trainer.train(str(file))
            content = file.read_bytes()
        tags = {tag for label in lesson.labels for tag in label.split(" ")}
        return cls(tuple(sorted(tags)), content)

    @classmethod
    def load(cls, folder: Path) -> CharacterCrf:
        """Return the head that ``save`` put into ``folder``."""
        labels = msgspec.json.decode((folder / "crf.json").read_bytes(), type=tuple[str, ...])
        return cls(labels, (folder / "model.crfsuite").read_bytes())

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return the best tags of each sentence and the probability of that sequence."""
        return [self._tagged(tokens) for tokens in inputs]

    def _tagged(self, tokens: Sequence[str]) -> Predicted:
        if not tokens:
            return Predicted("", 0.0)
        tags = self._opened.tag(list(_features(tokens)))
        return Predicted(" ".join(tags), float(self._opened.probability(tags)))

    @cached_property
    def _opened(self) -> Any:  # noqa: ANN401  pycrfsuite has no types
        from pycrfsuite import Tagger

        tagger = Tagger()
        tagger.open_inmemory(self.content)
        return tagger

    def save(self, folder: Path) -> None:
        """Write the model and its tags."""
        (folder / "crf.json").write_bytes(msgspec.json.encode(self.labels))
        (folder / "model.crfsuite").write_bytes(self.content)


def _features(tokens: Sequence[str]) -> Iterator[list[str]]:
    own = [
        [*_letters(token), *(f"shape={place}" for place in row.nonzero()[0])]
        for token, row in zip(tokens, shapes(tokens), strict=True)
    ]
    for place, mine in enumerate(own):
        before = own[place - 1] if place else ["first"]
        after = own[place + 1] if place + 1 < len(own) else ["last"]
        yield [*mine, *(f"-1:{one}" for one in before), *(f"+1:{one}" for one in after)]


def _letters(token: str) -> Iterator[str]:
    folded = token.casefold()
    yield f"word={folded}"
    for length in range(1, min(_ENDS, len(folded)) + 1):
        yield f"begins={folded[:length]}"
        yield f"ends={folded[-length:]}"
