"""Weights averaged over epochs or over runs: nothing is selected, and little depends on chance.

Source: Schmidt, Vulić and Glavaš 2023, "Free Lunch: Robust Cross-Lingual Transfer via Model Checkpoint
Averaging", ACL, arXiv:2305.16834. Of an adapter, the averages are those of its factors.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from msgspec import Meta, Struct

from isogloss.training.heads.finetuned import FineTunedHead
from isogloss.training.heads.head import Head, Lesson

if TYPE_CHECKING:
    from torch import Tensor

    from isogloss.training.finetuning.fitting import Start

_APART: Final = 1_000_003  # between the seeds of runs, so that those of one seed are not another's


class AverageCheckpoints(Struct, frozen=True, forbid_unknown_fields=True):
    """The strategy ``average-checkpoints``: a run, its weights averaged over its epochs from ``first`` on."""

    over: ClassVar[tuple[str, ...]] = ("finetuned",)
    reads_target: ClassVar[bool] = False
    gives: ClassVar[str] = ""

    first: Annotated[int, Meta(ge=1)] = 1

    def fit(self, kind: type[Head], lesson: Lesson) -> Head:  # noqa: ARG002  there is but one kind it trains
        """Return the head of averaged weights; dev is asked for calibration only.

        Of fewer epochs than ``first``, the last one alone is taken.
        """
        from isogloss.training.finetuning.determinism import steady
        from isogloss.training.finetuning.fitting import finished, kept

        with kept(lesson) as work, steady(lesson.seed):
            start = _unwatched(replace(lesson, work=work))
            epochs = _run(start, self.first)
            return FineTunedHead(finished(start, epoch=epochs))


class AverageRuns(Struct, frozen=True, forbid_unknown_fields=True):
    """The strategy ``average-runs``: several runs of different order and dropout, their weights averaged.

    Runs are only averaged in one coordinate system: all begin alike, and all but the first take its trained
    classifier and keep it as it is. runs: how many. first: from which epoch on each run is itself averaged;
    of each its last epoch if 0.
    """

    over: ClassVar[tuple[str, ...]] = ("finetuned",)
    reads_target: ClassVar[bool] = False
    gives: ClassVar[str] = ""

    runs: Annotated[int, Meta(ge=2, le=100)] = 3
    first: Annotated[int, Meta(ge=0)] = 0

    def fit(self, kind: type[Head], lesson: Lesson) -> Head:  # noqa: ARG002  there is but one kind it trains
        """Return the head of averaged weights; a run that was finished before a kill is not made again."""
        import torch

        from isogloss.training.finetuning.determinism import steady
        from isogloss.training.finetuning.fitting import finished, kept
        from isogloss.training.finetuning.weights import put, trainable

        with kept(lesson) as work:
            files: list[Path] = []
            for number in range(self.runs):
                seed = lesson.seed + number * _APART
                with steady(lesson.seed):
                    start = _unwatched(replace(lesson, seed=seed, work=work))
                    torch.manual_seed(seed)
                    files.append(self._run(start, files))
            with steady(lesson.seed):
                start = _unwatched(replace(lesson, work=work))
                put(trainable(start.trainee), _mean(files))
                return FineTunedHead(finished(start, epoch=lesson.finetune.epochs))

    def _run(self, start: Start, files: list[Path]) -> Path:
        """Return the file of a run's weights, made now if it does not stand there whole."""
        from safetensors.torch import load_file, save_file

        from isogloss.training.finetuning.weights import copied, trainable

        done = start.place / f"run-{len(files)}.safetensors"
        if not done.exists():
            shared = _share_classifier(start, load_file(files[0])) if files else {}
            _run(start, self.first)
            made = done.with_suffix(".part")
            save_file(copied(trainable(start.trainee)) | shared, made)
            made.rename(done)
            for folder in filter(Path.is_dir, start.place.iterdir()):
                rmtree(folder)  # its epochs, of which nobody asks again
        return done


def _unwatched(lesson: Lesson) -> Start:
    """Return the start of a training that goes on to its last epoch, whatever dev says.

    Dev is left for calibration; where there is none, nothing is held out for it.
    """
    from isogloss.training.finetuning.fitting import started
    from isogloss.training.finetuning.material import unwatched

    start = started(lesson)
    if len(lesson.dev_labels):
        return replace(start, material=replace(start.material, select="fixed"))
    material = unwatched(lesson.inputs, lesson.labels, start.objective, start.trainee.reading)
    return replace(start, material=material)


def _run(start: Start, first: int) -> int:
    """Train to the end; the network's weights are then the mean of those from epoch ``first`` on, if any.

    Returns how many epochs there were.
    """
    from isogloss.training.finetuning.loop import train
    from isogloss.training.finetuning.weights import put, trainable

    every = start.place / "every" if first else None
    course = replace(start.course, every=every)
    progress = train(start.trainee, start.objective, replace(start.material, dev=()), course)
    if every is not None:
        wanted = range(min(first, progress.epoch), progress.epoch + 1)
        mean = _mean([every / f"epoch-{epoch:04d}.safetensors" for epoch in wanted])
        put(trainable(start.trainee), mean)
    return progress.epoch


def _mean(files: Iterable[Path]) -> dict[str, Tensor]:
    """Return the mean of the weights in the files, summed one by one in their order."""
    from safetensors.torch import load_file

    places = list(files)
    sums = load_file(places[0])
    for place in places[1:]:
        for name, weight in load_file(place).items():
            sums[name] += weight
    return {name: total / len(places) for name, total in sums.items()}


def _share_classifier(start: Start, first: dict[str, Tensor]) -> dict[str, Tensor]:
    """Give the network the trained classifier of the first run, which trains no more; return its weights.

    A network that writes brings its head along, the same for all runs: nothing is to be shared.
    """
    from isogloss.models.hf.loading import above_body
    from isogloss.training.finetuning.weights import put, trainable

    if start.trainee.model.can_generate():
        return {}
    model = start.trainee.model
    heads = set(above_body(model.get_base_model() if hasattr(model, "get_base_model") else model))
    shared = {name: weight for name, weight in first.items() if heads & set(name.split("."))}
    put(trainable(start.trainee), shared)
    for name, weight in start.trainee.model.named_parameters():
        weight.requires_grad_(weight.requires_grad and name not in shared)
    return shared
