"""A text written of another by an encoder-decoder (T5, mT5, BART, mBART, NLLB)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from isogloss.training.finetuning.languagemarks import Marks, marks_of
from isogloss.training.finetuning.objectives.objective import Architecture, Feature
from isogloss.training.finetuning.writing import Writing, padded, wanted_texts

if TYPE_CHECKING:
    from isogloss.data.examples import Generation
    from isogloss.training.finetuning.reading import Reading
    from isogloss.training.finetuning.writer import Writer


@dataclass(frozen=True, slots=True)
class Rewriting(Writing):
    """The objective of networks that read a text whole, and then write another.

    Where the vocabulary marks languages (``swh_Latn``, ``sw_KE``, ``<2sw>``), texts begin with the mark of
    the example's language, in training and after.
    """

    architecture: ClassVar[Architecture] = "AutoModelForSeq2SeqLM"

    def features(
        self, examples: Sequence[Generation], golds: Sequence[str] | None, reading: Reading
    ) -> list[Feature]:
        """Return one feature an example; what is too long loses its end.

        Raises InputError for a language that the vocabulary does not mark though it does others.
        """
        known = marks_of(reading.tokenizer, [example.language for example in examples])
        marks = [known.get(example.language, Marks()) for example in examples]
        frames = [mark.read for mark in marks] if known else None
        sources = _framed(reading, [one.source for one in examples], frames)
        if golds is None:
            return [
                Feature(place, (source,), ((),), places=mark.written)
                for place, (source, mark) in enumerate(zip(sources, marks, strict=True))
            ]
        frames = [mark.written for mark in marks] if known else None
        targets = _framed(reading, wanted_texts(golds), frames)
        return [
            Feature(place, (source, target), ((), ()), target)
            for place, (source, target) in enumerate(zip(sources, targets, strict=True))
        ]

    def collate(self, features: Sequence[Feature], filler: int) -> dict[str, Any]:
        """Return input_ids, attention_mask and labels, int64[n, t]; labels are as long as the longest."""
        ids, mask = padded([feature.ids[0] for feature in features], filler)
        labels, _ = padded([feature.target for feature in features], filler)
        return {"input_ids": ids, "attention_mask": mask, "labels": labels}

    def places(self, feature: Feature) -> range:
        """Return the places of the target's tokens among those that are written."""
        return range(len(feature.target))

    def generated(self, writer: Writer, features: Sequence[Feature], beams: int) -> list[list[int]]:
        """Return the tokens that the network writes, behind a mark where there is one."""
        import torch

        ids, mask = padded([feature.ids[0] for feature in features], writer.filler)
        begun = torch.tensor([[writer.start, *feature.places] for feature in features])
        room = max(1, writer.positions - begun.shape[1])
        given = {"input_ids": ids, "attention_mask": mask, "decoder_input_ids": begun}
        return writer.generate(given, after=begun.shape[1], most=min(self.most, room), beams=beams)


def _framed(
    reading: Reading, texts: Sequence[str], marks: Sequence[tuple[int, ...]] | None
) -> list[tuple[int, ...]]:
    """Return the tokens of texts, between a mark and an end; as the tokenizer likes it, without marks."""
    end = reading.tokenizer.eos_token_id
    if marks is None:
        encoded = [tuple(one.ids) for one in reading.encodings([(text,) for text in texts])]
        return [ids if ids[-1] == end else (*ids[: reading.longest - 1], end) for ids in encoded]
    plain = reading.plain(texts, [reading.longest - 2] * len(texts))
    return [(*mark, *ids, end) for mark, ids in zip(marks, plain, strict=True)]
