"""The training loop: AdamW, a rate that rises and falls, gradients clipped, the best epoch kept.

A run that was killed goes on after its last whole epoch, on a CPU bit by bit as if nothing had happened.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from isogloss.errors import IsoglossError
from isogloss.progress import track
from isogloss.training.finetuning.batches import batches
from isogloss.training.finetuning.checkpoint import Checkpoint, Progress, load_checkpoint, save_checkpoint
from isogloss.training.finetuning.evaluating import mean_loss
from isogloss.training.finetuning.material import Material
from isogloss.training.finetuning.network import Trainee
from isogloss.training.finetuning.objectives.objective import Feature, Loss
from isogloss.training.finetuning.optimiser import (
    highest_rate,
    optimiser_of,
    rate_at,
    restore_state,
    state_of,
)
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.finetuning.stepping import accumulate
from isogloss.training.finetuning.weights import copied, put, trainable

if TYPE_CHECKING:
    from torch import Tensor
    from torch.optim import Optimizer

_CLIP: Final = 1.0
_log = logging.getLogger(__name__)


class Diverged(ArithmeticError):
    """A loss or a gradient is no number any more."""


@dataclass(frozen=True, slots=True)
class Course:
    """How to train.

    seed: of the order of examples. work: where checkpoints are kept, a folder of this training's own; none
    are if None. every: where the weights of every epoch are put as ``epoch-0001.safetensors`` and so on, by
    ``trainable`` names, if anywhere.
    """

    settings: FineTuning
    seed: int = 0
    work: Path | None = None
    every: Path | None = None


def train(trainee: Trainee, objective: Loss, material: Material, course: Course) -> Progress:
    """Train the network in place; its weights are then those of the best epoch. Return how it went.

    The best epoch is the one of the lowest loss on what watches, the last where nothing does. A loss that is
    no number ends training with the best epoch so far, which is logged; raises IsoglossError if there is
    none.
    """
    weights = trainable(trainee)
    optimiser = optimiser_of(weights, course.settings)
    progress = Progress(at_once=course.settings.batch)
    best: Mapping[str, Tensor] = copied(weights)
    if course.work is not None and (found := load_checkpoint(course.work)) is not None:
        put(weights, found.weights)
        restore_state(optimiser, weights, found.state)
        progress, best = found.progress, found.best
        _log.info("Fine-tuning goes on after epoch %d.", progress.epoch)
    while not _over(progress, course.settings):
        try:
            progress = _epoch(trainee, objective, material, course, (optimiser, progress))
        except Diverged as fault:
            _stop(progress, fault)
            break
        best = copied(weights) if progress.best == progress.epoch else best
        _keep(weights, best, optimiser, progress, course)
    put(weights, best)
    trainee.model.eval()
    return progress


def _over(progress: Progress, settings: FineTuning) -> bool:
    waited = settings.patience and progress.epoch - progress.best >= settings.patience
    return progress.epoch >= settings.epochs or bool(waited)


def _epoch(
    trainee: Trainee,
    objective: Loss,
    material: Material,
    course: Course,
    state: tuple[Any, Progress],
) -> Progress:
    """Train for an epoch and return the progress after it; raises Diverged."""
    import torch

    (optimiser, progress), settings = state, course.settings
    weights = list(trainable(trainee).values())
    order = batches(
        material.train,
        material.languages,
        size=settings.batch,
        temperature=settings.temperature,
        seed=(course.seed, progress.epoch),
    )
    steps, at_once, step = settings.epochs * len(order), progress.at_once, progress.step
    trainee.model.train()
    for places in track(order, label=f"epoch {progress.epoch + 1} of {settings.epochs}", unit="step"):
        for group in optimiser.param_groups:
            group["lr"] = highest_rate(settings) * rate_at(step, steps, settings.warmup)
        loss, at_once = accumulate(trainee, objective, [material.train[place] for place in places], at_once)
        norm = float(torch.nn.utils.clip_grad_norm_(weights, _CLIP))
        if not math.isfinite(loss) or not math.isfinite(norm):
            raise Diverged(f"the loss was {loss} and the gradient's norm {norm} at step {step + 1}")
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        step += 1
    return _judged(trainee, objective, material.dev, replace(progress, step=step, at_once=at_once))


def _judged(trainee: Trainee, objective: Loss, dev: Sequence[Feature], progress: Progress) -> Progress:
    """Return the progress with one epoch more, the best one if its loss is the lowest."""
    epoch = progress.epoch + 1
    if not dev:
        return replace(progress, epoch=epoch, best=epoch)
    loss = mean_loss(trainee, objective, dev)
    if not math.isfinite(loss):
        raise Diverged(f"the loss on what watches training was {loss} after epoch {epoch}")
    best = epoch if loss < min(progress.losses, default=math.inf) else progress.best
    return replace(progress, epoch=epoch, best=best, losses=(*progress.losses, loss))


def _stop(progress: Progress, fault: Diverged) -> None:
    """Say that training stopped; raises IsoglossError where nothing good was reached."""
    if not progress.best:
        raise IsoglossError(
            f"Fine-tuning went astray in its first epoch: {fault}.",
            fix="Set a lower rate under [finetune] in the recipe, and check that the model is sound.",
        ) from None
    _log.warning("Fine-tuning stopped: %s. The weights of epoch %d are kept.", fault, progress.best)


def _keep(
    weights: Mapping[str, Tensor],
    best: Mapping[str, Tensor],
    optimiser: Optimizer,
    progress: Progress,
    course: Course,
) -> None:
    if course.every is not None:
        from safetensors.torch import save_file

        course.every.mkdir(parents=True, exist_ok=True)
        save_file(copied(weights), course.every / f"epoch-{progress.epoch:04d}.safetensors")
    if course.work is not None:
        state = state_of(optimiser, weights)
        save_checkpoint(course.work, Checkpoint(progress, copied(weights), best, state))
