"""An encoder tuned by contrast, and a linear classifier over the vectors that it then gives.

Source: Tunstall et al. 2022, "Efficient Few-Shot Learning Without Prompts", arXiv:2209.11055.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from isogloss.errors import InputError
from isogloss.models.hf.encoder import TransformerEncoder
from isogloss.models.hf.loading import read_tokenizer
from isogloss.models.hf.model import load
from isogloss.models.hf.placement import placement
from isogloss.training.fewshot.contrast import Contrast, paired
from isogloss.training.finetuning.determinism import steady
from isogloss.training.finetuning.loop import Course, train
from isogloss.training.finetuning.material import Material
from isogloss.training.finetuning.network import Trainee, training_placement
from isogloss.training.finetuning.objectives.objective import Feature
from isogloss.training.finetuning.reading import Reading
from isogloss.training.finetuning.tuned import base_folder
from isogloss.training.heads.head import Lesson

if TYPE_CHECKING:
    from pathlib import Path

    from transformers import PreTrainedModel

    from isogloss.arrays import Floats2d
    from isogloss.data.examples import Labelled


def contrasted(lesson: Lesson) -> TransformerEncoder:
    """Return the lesson's model with its weights trained on pairs of the lesson's examples.

    The last epoch is kept: nothing watches, for a handful of examples leaves none to watch with. Raises
    InputError where the model cannot be read or an adapter is asked for.
    """
    if lesson.finetune.adapter != "none":
        raise InputError("SetFit trains all weights here.", fix='Leave `adapter = "none"` in the recipe.')
    encoder = fresh(base_folder(lesson.model))
    with steady(lesson.seed):
        body = encoder.network.body.train().requires_grad_(True)
        trainee = _trainee(lesson, encoder, body)
        material = _material(lesson, encoder, trainee.reading)
        work = lesson.work and lesson.work / f"contrast-{material.digest}"
        train(trainee, Contrast(encoder.layout), material, Course(lesson.finetune, lesson.seed, work))
        body.eval().requires_grad_(False)
    return encoder


def fresh(folder: Path) -> TransformerEncoder:
    """Return an encoder that nobody else holds, its weights float32, placed as the environment says."""
    return load(str(folder), replace(placement(), dtype="float32"))


def vectors_of(encoder: TransformerEncoder, examples: Sequence[Labelled]) -> Floats2d:
    """Return float32[n, d], rows of unit length in the order of the examples."""
    found = [
        encoder.encode([one.text for one in own], language=language)
        for language, own in groupby(examples, key=lambda one: one.language)
    ]
    return np.concatenate(found) if found else encoder.encode([])


def _trainee(lesson: Lesson, encoder: TransformerEncoder, body: PreTrainedModel) -> Trainee:
    network, tokenizer = encoder.network, read_tokenizer(base_folder(lesson.model))
    reading = Reading(tokenizer, min(lesson.finetune.longest, network.limit))
    return Trainee(body, reading, training_placement(), network.filler, kinds=False)


def _material(lesson: Lesson, encoder: TransformerEncoder, reading: Reading) -> Material:
    layout = encoder.layout
    texts = [layout.prompt + (one.text.lower() if layout.lower else one.text) for one in lesson.inputs]
    cut = [tuple(found.ids) for found in reading.encodings([(text,) for text in texts])]
    kinds = [(0,) * len(ids) for ids in cut]
    features = tuple(
        Feature(place, (cut[one], cut[other]), (kinds[one], kinds[other]), wanted)
        for place, (one, other, wanted) in enumerate(
            paired(lesson.labels, times=lesson.finetune.pairs, seed=lesson.seed)
        )
    )
    return Material(features, ("",) * len(features), (), "fixed")
