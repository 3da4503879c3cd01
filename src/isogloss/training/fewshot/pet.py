"""A masked language model that is trained to fill the gaps of patterns with the words of labels.

One network learns all patterns together, and its mean score over them tells the class. The paper trains a
network for each pattern and averages those, which takes as many times the time and the room.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct

from isogloss.arrays import Doubles2d
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.hf.loading import read_network, read_tokenizer
from isogloss.models.hf.network import positions_of
from isogloss.models.hf.placement import Placement, placement
from isogloss.models.hf.quiet import quiet
from isogloss.training.calibration import temperature_of
from isogloss.training.fewshot.cloze import Cloze
from isogloss.training.fewshot.gaps import Gaps
from isogloss.training.fewshot.sheets import Sheet, sheet_of
from isogloss.training.finetuning.determinism import steady
from isogloss.training.finetuning.evaluating import scores_of
from isogloss.training.finetuning.loop import Course, train
from isogloss.training.finetuning.material import Material
from isogloss.training.finetuning.network import Trainee, training_placement
from isogloss.training.finetuning.reading import Reading, filler_of
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.finetuning.tuned import base_folder
from isogloss.training.heads.head import Lesson
from isogloss.training.heads.linear import softmax
from isogloss.training.keeping import keep_card
from isogloss.training.prompting.settings import Prompting


class PetCard(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a filler of gaps is, as ``pet.json`` keeps it.

    select: by what the best epoch was chosen. source: of the labels' language, empty if nobody said.
    """

    task: str
    labels: tuple[str, ...]
    base: str
    source: str
    settings: FineTuning
    prompt: Prompting
    select: str
    temperature: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Filler:
    """A trained network with all that is needed to ask it."""

    card: PetCard
    trainee: Trainee
    cloze: Cloze

    def scores(self, examples: Sequence[Any]) -> Doubles2d:
        """Return float64[n, k], the mean over patterns of the log-probabilities of the labels' words."""
        with steady(0):
            features = self.cloze.features(examples, None, self.trainee.reading)
            found = scores_of(self.trainee, self.cloze, features)
        summed, counts = np.zeros((len(examples), len(self.card.labels))), np.zeros((len(examples), 1))
        for feature, own in zip(features, found, strict=True):
            summed[feature.example] += own
            counts[feature.example] += 1
        return summed / np.maximum(counts, 1)

    def probabilities(self, examples: Sequence[Any]) -> Doubles2d:
        """Return float64[n, k], rows summing to 1."""
        if not len(examples):
            return np.empty((0, len(self.card.labels)))
        return softmax(self.scores(examples) / self.card.temperature)

    def save(self, folder: Path) -> None:
        """Write a folder that transformers reads, and ``pet.json``."""
        with quiet():
            self.trainee.model.model.save_pretrained(folder)
            self.trainee.reading.tokenizer.save_pretrained(folder)
        keep_card(folder / "pet.json", self.card)


def load_filler(folder: Path) -> Filler:
    """Return what ``save`` put into ``folder``; raises InputError, OSError or ValueError."""
    card = msgspec.json.decode((folder / "pet.json").read_bytes(), type=PetCard)
    trainee = _trainee(folder, card.settings, placement())
    trainee.model.eval().requires_grad_(False)
    return Filler(card, trainee, Cloze(card.labels, _sheets(card)))


def check_words(lesson: Lesson) -> None:
    """Raise InputError where the lesson's labels have no words, or its patterns leave no room for a text.

    Of the lesson's examples the first of each language is tried.
    """
    card = _card(lesson)
    reading = Reading(read_tokenizer(base_folder(lesson.model)), lesson.finetune.longest)
    firsts = {example.language: example for example in reversed(lesson.inputs)}
    Cloze(card.labels, _sheets(card)).features(list(firsts.values()), None, reading)


def trained_filler(lesson: Lesson) -> Filler:
    """Return the lesson's model, trained to fill gaps with the words of the lesson's labels.

    Raises InputError where the model fills no gaps, where labels have no words, and for an adapter.
    """
    if lesson.finetune.adapter != "none":
        raise InputError("Patterns train all weights here.", fix='Leave `adapter = "none"` in the recipe.')
    card = _card(lesson)
    if len(card.labels) < 2:
        raise InputError("Training holds fewer than two classes.", fix="Check the column of the label.")
    with steady(lesson.seed):
        trainee = _trainee(base_folder(lesson.model), lesson.finetune, training_placement())
        cloze = Cloze(card.labels, _sheets(card))
        material = _material(lesson, cloze, trainee.reading)
        work = lesson.work and lesson.work / f"gaps-{material.digest}"
        train(trainee, cloze, material, Course(lesson.finetune, lesson.seed, work))
        trainee.model.eval().requires_grad_(False)
    return _calibrated(Filler(card, trainee, cloze), lesson)


def one_hot(label: str, labels: Sequence[str]) -> tuple[float, ...]:
    """Return 1 for the label and 0 for the others."""
    return tuple(float(label == other) for other in labels)


def _card(lesson: Lesson) -> PetCard:
    return PetCard(
        task=lesson.task,
        labels=tuple(sorted(set(lesson.labels))),
        base=lesson.model,
        source=str(lesson.source or ""),
        settings=lesson.finetune,
        prompt=lesson.prompt,
        select="source-dev" if len(lesson.dev_labels) else "fixed",
    )


def _calibrated(filler: Filler, lesson: Lesson) -> Filler:
    if not len(lesson.dev_labels):
        return filler
    gold = np.array([filler.card.labels.index(label) for label in lesson.dev_labels])
    temperature = temperature_of(filler.scores(lesson.dev_inputs), gold)
    return replace(filler, card=msgspec.structs.replace(filler.card, temperature=temperature))


def _material(lesson: Lesson, cloze: Cloze, reading: Reading) -> Material:
    wanted, watched = (
        [one_hot(label, cloze.labels) for label in golds] for golds in (lesson.labels, lesson.dev_labels)
    )
    features = cloze.features(lesson.inputs, wanted, reading)
    dev = cloze.features(lesson.dev_inputs, watched, reading) if watched else []
    languages = tuple(str(lesson.inputs[feature.example].language) for feature in features)
    return Material(tuple(features), languages, tuple(dev), "source-dev" if dev else "fixed")


def _trainee(folder: Path, settings: FineTuning, placed: Placement) -> Trainee:
    tokenizer = read_tokenizer(folder)
    model = read_network(folder, "AutoModelForMaskedLM", replace(placed, dtype="float32"))
    gaps = Gaps(model.train().requires_grad_(True))
    reading = Reading(tokenizer, min(settings.longest, positions_of(model.base_model, tokenizer)))
    return Trainee(gaps, reading, placed, filler_of(tokenizer), kinds=False)


def _sheets(card: PetCard) -> Callable[[Language], Sheet]:
    source = Language.parse(card.source) if card.source else None

    @cache
    def sheet(language: Language) -> Sheet:
        return sheet_of(card.task, card.labels, language, source, card.prompt)

    return sheet
