"""What a head takes of examples, encoded once a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from isogloss.arrays import Floats2d
from isogloss.data.examples import Example
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.contracts import WordEncoder
from isogloss.models.speaking import speaking
from isogloss.runs.cache import shared_vectors
from isogloss.runs.cell import digest
from isogloss.training import encoding
from isogloss.training.heads.head import Head, Inputs
from isogloss.transfer.job import Job

BLOCK = 256  # texts are encoded in fixed blocks, so that sums do not depend on how work was spread


def inputs_of(job: Job, head: Head | type[Head], examples: Sequence[Example]) -> Inputs:
    """Return what the head takes of the examples."""
    return encoding.inputs_of(head.takes, job.task, examples, _Once(job))


@dataclass(frozen=True, slots=True)
class _Once:
    """The run's model, whose vectors are kept in the run's folder."""

    job: Job

    def texts(self, language: Language, texts: Sequence[str]) -> Floats2d:
        """Return the vectors of the texts."""
        encoder = self.job.encoder()

        def encode() -> Floats2d:
            blocks = range(0, len(texts), BLOCK)
            found = [encoder.encode(texts[at : at + BLOCK], language=language) for at in blocks]
            return np.concatenate(found)

        return self._kept([encoder.fingerprint, str(language), texts], encode)

    def words(self, language: Language, sentences: Sequence[Sequence[str]]) -> list[Floats2d]:
        """Return the vectors of the words of each sentence; they are kept as one array of all words."""
        encoder = self.job.encoder()
        if not isinstance(encoder, WordEncoder):
            raise InputError(
                f"The model {self.job.model_name!r} gives no vectors of words.", fix="Name static."
            )

        def encode() -> Floats2d:
            blocks = range(0, len(sentences), BLOCK)
            spoken = speaking(encoder, language)
            found = [one for at in blocks for one in spoken.encode_words(sentences[at : at + BLOCK])]
            return np.concatenate([one.vectors for one in found])

        of_all = self._kept([encoder.fingerprint, str(language), "words", sentences], encode)
        return np.split(of_all, np.cumsum([len(tokens) for tokens in sentences])[:-1])

    def _kept(self, content: list[object], encode: Callable[[], Floats2d]) -> Floats2d:
        file = self.job.folder / "cache" / "vectors" / f"{digest(content)[:24]}.npy"
        return shared_vectors(file, encode)
