"""A text written after another by a decoder: the loss is of what is written, not of what is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from isogloss.models.hf.chats import chat_of
from isogloss.training.finetuning.objectives.objective import Architecture, Feature
from isogloss.training.finetuning.writing import Writing, padded, wanted_texts

if TYPE_CHECKING:
    from isogloss.data.examples import Generation
    from isogloss.training.finetuning.reading import Reading
    from isogloss.training.finetuning.writer import Writer

_BETWEEN: Final = "\n\n"  # of no language
_TEXT: Final = "\ue000"  # stands for a text while its frame is found out


@dataclass(frozen=True, slots=True)
class Continuing(Writing):
    """The objective of networks that go on with a text: source, an empty line, and what is to be written.

    Where the tokenizer has a template of chats, the source is what a user says, and what is to be written the
    answer. A source that is too long loses its end; at most half of what is read at once is written.
    """

    architecture: ClassVar[Architecture] = "AutoModelForCausalLM"

    def features(
        self, examples: Sequence[Generation], golds: Sequence[str] | None, reading: Reading
    ) -> list[Feature]:
        """Return one feature an example: the prompt, and where golds are known the answer behind it."""
        half = reading.longest // 2
        before, after = _frame(reading)
        if golds is None:
            answers = [()] * len(examples)
            kept = [min(self.most, half)] * len(examples)
        else:
            end = reading.tokenizer.eos_token_id
            answers = [(*ids, end) for ids in reading.plain(wanted_texts(golds), [half - 1] * len(golds))]
            kept = list(map(len, answers))
        frame = len(before) + len(after)
        room = [max(1, reading.longest - frame - own) for own in kept]
        sources = reading.plain([example.source for example in examples], room)
        found = []
        for place, (source, answer) in enumerate(zip(sources, answers, strict=True)):
            ids = (*before, *source, *after, *answer)
            found.append(Feature(place, (ids,), ((),), answer or None))
        return found

    def collate(self, features: Sequence[Feature], filler: int) -> dict[str, Any]:
        """Return input_ids and attention_mask, int64[n, t]."""
        ids, mask = padded([feature.ids[0] for feature in features], filler)
        return {"input_ids": ids, "attention_mask": mask}

    def places(self, feature: Feature) -> range:
        """Return the places before those of the answer's tokens: each foretells the next."""
        return range(feature.length - len(feature.target) - 1, feature.length - 1)

    def generated(self, writer: Writer, features: Sequence[Feature], beams: int) -> list[list[int]]:
        """Return the tokens that the network writes after the prompts."""
        ids, mask = padded([feature.ids[0] for feature in features], writer.filler, left=True)
        room = max(1, writer.positions - ids.shape[1])
        given = {"input_ids": ids, "attention_mask": mask}
        return writer.generate(given, after=ids.shape[1], most=min(self.most, room), beams=beams)


def _frame(reading: Reading) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the tokens before and after a source; there is one before or after it at least."""
    tokenizer = reading.tokenizer
    chat = chat_of(Path(tokenizer.name_or_path), tokenizer)
    before, _, after = (chat or _apart)(_TEXT).partition(_TEXT)
    (behind,) = reading.plain([after or _BETWEEN], [reading.longest])
    return reading.begun(before), behind


def _apart(text: str) -> str:
    return text + _BETWEEN
