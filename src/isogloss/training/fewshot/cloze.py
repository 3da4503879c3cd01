"""Classes told by the word that fills a gap.

Source: Schick and Schütze 2021, "Exploiting Cloze Questions for Few Shot Text Classification and Natural
Language Inference", arXiv:2001.07676, section 3. A word of several tokens has a gap each, all filled at once,
and its score is the mean of their log-probabilities; the paper has words of one token only.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.training.fewshot.sheets import MASK, Sheet, fields_of
from isogloss.training.finetuning.collating import single
from isogloss.training.finetuning.objectives.objective import Feature, Output
from isogloss.training.prompting.wording import filled

if TYPE_CHECKING:
    from torch import Tensor

    from isogloss.arrays import Floats2d
    from isogloss.training.finetuning.reading import Reading

Words: TypeAlias = tuple[tuple[int, ...], ...]  # the tokens of each label's word
_MARGIN: Final = 4  # tokens by which a text may grow where it meets a pattern
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Cloze:
    """A feature is an example in a pattern; it has a sequence for each number of gaps that words need.

    sheet: of each language. A feature's target is a probability for each label, its ``places`` are for each
    label the sequence, the column and the token of each gap.
    """

    labels: tuple[str, ...]
    sheet: Callable[[Language], Sheet]

    def features(
        self, examples: Sequence[Any], targets: Sequence[Any] | None, reading: Reading
    ) -> list[Feature]:
        """Return a feature for each example and pattern, in the order of the examples.

        targets: a probability for each label; None at prediction. Texts too long lose their ends, patterns
        never. Raises InputError where nothing of an example would be left.
        """
        known: dict[tuple[str, Language], Words] = {}
        asked = []
        for place, example in enumerate(examples):
            for pattern in self.sheet(example.language).patterns:
                key = pattern, example.language
                if key not in known:
                    known[key] = self._tokens(pattern, example.language, reading)
                asked.append((place, pattern, known[key]))
        counts = [sorted({len(word) for word in words}) for _, _, words in asked]
        cut = _Cut.of(reading, [fields_of(example) for example in examples])
        texts = [
            cut.filled(pattern, count, place)
            for (place, pattern, _), own in zip(asked, counts, strict=True)
            for count in own
        ]
        if cut.shortened:
            _log.warning("%d of %d texts lose their ends beside a gap.", len(cut.shortened), len(examples))
        found = iter(reading.encodings([(text,) for text in texts]))
        made = []
        for (place, _, words), own in zip(asked, counts, strict=True):
            cuts = [next(found) for _ in own]
            places = _places(cuts, words, own, cut.mask)
            ids, kinds = (tuple(tuple(getattr(one, name)) for one in cuts) for name in ("ids", "type_ids"))
            made.append(Feature(place, ids, kinds, None if targets is None else targets[place], places))
        return made

    def collate(self, features: Sequence[Feature], filler: int) -> dict[str, Any]:
        """Return the sequences of all features one below the other, and the gaps, int64[m, 2]."""
        import torch

        return {**single(features, filler), "gaps": torch.tensor(_gaps(features)[0], dtype=torch.int64)}

    def loss(self, output: Output, features: Sequence[Feature]) -> Tensor:
        """Return float[n], the cross-entropy of the labels."""
        import torch

        found = self._scores(output, features)
        targets = torch.tensor([feature.target for feature in features], device=found.device)
        return torch.nn.functional.cross_entropy(found, targets, reduction="none")

    def scores(self, output: Output, features: Sequence[Feature]) -> list[Floats2d]:
        """Return float32[k] of each feature: the mean log-probability of each label's word."""
        return list(self._scores(output, features).cpu().numpy())

    def _scores(self, output: Output, features: Sequence[Feature]) -> Tensor:
        import torch

        _, gaps, tokens, owners = _gaps(features)
        device = output.device
        logs = torch.log_softmax(output.float(), dim=1)[
            torch.tensor(gaps, device=device), torch.tensor(tokens, device=device)
        ]
        owner, size = torch.tensor(owners, device=device), len(features) * len(self.labels)
        shares = 1 / torch.bincount(owner, minlength=size).clamp(min=1).float()
        summed = torch.zeros(size, device=device).index_add(0, owner, logs * shares[owner])
        return summed.view(len(features), len(self.labels))

    def _tokens(self, pattern: str, language: Language, reading: Reading) -> Words:
        """Return the tokens of each label's word as they stand behind what comes before the gap."""
        before = pattern.partition(MASK)[0][-1:]
        prefix = before if before not in ("", "}") else ""
        words = self.sheet(language).words
        unknown = reading.tokenizer.unk_token_id
        found = tuple(_behind(prefix, word, reading) for word in words)
        for word, tokens in zip(words, found, strict=True):
            if not tokens or unknown in tokens:
                raise InputError(
                    f"The model has no tokens for the word {word!r}, which is to stand for a label.",
                    fix="Name another under [prompt.names] in the recipe.",
                )
        return found


@dataclass(frozen=True, slots=True, eq=False)
class _Cut:
    """The fields of examples, and where each of their tokens ends, so that they can be shortened."""

    reading: Reading
    fields: Sequence[dict[str, str]]
    ends: Sequence[dict[str, list[int]]]
    rooms: dict[str, int] = field(default_factory=dict)
    shortened: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, reading: Reading, fields: Sequence[dict[str, str]]) -> _Cut:
        mask = reading.tokenizer.mask_token
        bare = [{name: text.replace(mask, " ") for name, text in own.items()} for own in fields]
        found = iter(reading.encodings([(text,) for own in bare for text in own.values()]))
        ends = [{name: _ends(next(found)) for name in own} for own in bare]
        return cls(reading, bare, ends)

    @property
    def mask(self) -> int:
        return int(self.reading.tokenizer.mask_token_id)

    def filled(self, pattern: str, count: int, place: int) -> str:
        """Return a pattern with that many gaps and as much of the fields as there is room for."""
        gaps = self.reading.tokenizer.mask_token * count
        own, ends = self.fields[place], self.ends[place]
        room = self._room(filled(pattern, {**dict.fromkeys(own, ""), "mask": gaps}))
        kept = {}
        for name, text in own.items():
            others = sum(len(found) for other, found in ends.items() if other != name)
            most = max(room // len(own), room - others)
            kept[name] = text
            if len(ends[name]) > most:
                kept[name] = text[: ends[name][most - 1]]
                self.shortened.add(place)
        return filled(pattern, {**kept, "mask": gaps})

    def _room(self, empty: str) -> int:
        """Return how many tokens of fields go into a pattern."""
        if empty not in self.rooms:
            room = self.reading.longest - len(self.reading.encodings([(empty,)])[0].ids) - _MARGIN
            if room < 1:
                raise InputError(
                    f"{self.reading.longest} tokens leave no room for a text beside the pattern {empty!r}.",
                    fix="Raise `longest` under [finetune] in the recipe.",
                )
            self.rooms[empty] = room
        return self.rooms[empty]


def _ends(encoding: Any) -> list[int]:  # noqa: ANN401  tokenizers.Encoding
    own = zip(encoding.offsets, encoding.special_tokens_mask, strict=True)
    return [end for (_, end), added in own if not added]


def _behind(prefix: str, word: str, reading: Reading) -> tuple[int, ...]:
    """Return the tokens of a word where ``prefix`` stands before it, without those of the prefix."""
    alone, both = (
        reading.tokenizer.encode(text, add_special_tokens=False) for text in (prefix, prefix + word)
    )
    return tuple(both[len(alone) :] if alone and both[: len(alone)] == alone else both)


def _places(
    cuts: Sequence[Any], words: Words, counts: Sequence[int], mask: int
) -> tuple[tuple[tuple[int, int, int], ...], ...]:
    """Return for each label the sequence, the column and the token of each gap of its word."""
    columns = [np.flatnonzero(np.array(one.ids) == mask).tolist() for one in cuts]
    return tuple(
        tuple(
            (counts.index(len(word)), column, token)
            for column, token in zip(columns[counts.index(len(word))], word, strict=True)
        )
        for word in words
    )


def _gaps(features: Sequence[Feature]) -> tuple[list[tuple[int, int]], list[int], list[int], list[int]]:
    """Return the gaps, (row, column), once each, and three numbers for each token of each label's word.

    Which gap it is to fill, the token itself, and the feature's number times the labels plus the label's.
    """
    gaps: dict[tuple[int, int], int] = {}
    rows: tuple[list[int], list[int], list[int]] = [], [], []
    first = 0
    for number, feature in enumerate(features):
        for label, word in enumerate(feature.places):
            for sequence, column, token in word:
                gap = gaps.setdefault((first + sequence, column), len(gaps))
                for values, value in zip(
                    rows, (gap, token, number * len(feature.places) + label), strict=True
                ):
                    values.append(value)
        first += len(feature.ids)
    return list(gaps), *rows
