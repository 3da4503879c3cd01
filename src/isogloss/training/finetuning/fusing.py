"""Two networks that read texts with their translations: the first teaches the second.

Source: Fang et al. 2021, "FILTER", AAAI, arXiv:2009.05166, section 3.2.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from isogloss.errors import InputError
from isogloss.training.finetuning.checkpoint import Progress
from isogloss.training.finetuning.determinism import steady
from isogloss.training.finetuning.evaluating import scores_of
from isogloss.training.finetuning.fitting import Start, finished, kept, started
from isogloss.training.finetuning.fused import Fused
from isogloss.training.finetuning.fusion import Depths, depths_of, fuse
from isogloss.training.finetuning.loop import train
from isogloss.training.finetuning.material import material_of
from isogloss.training.finetuning.objectives.objective import Objective
from isogloss.training.finetuning.tuned import Tuned
from isogloss.training.heads.head import Lesson


@dataclass(frozen=True, slots=True)
class Fusing:
    """local, joint: as ``fusion.Depths``, of the paper's proportion if None. share, heat: as of ``Fused``.

    There is no second network where ``share`` is 0.
    """

    local: int | None = None
    joint: int | None = None
    share: float = 0.5
    heat: float = 1.0


def fused_network(lesson: Lesson, how: Fusing) -> tuple[Tuned, Depths]:
    """Return the network that was trained last, and how it is fused.

    Dev has no translations: a tenth of the training examples watches and calibrates in its place. Raises
    InputError where translations are missing, or the network has too few layers or is of another kind.
    """
    _check(lesson)
    alone = replace(lesson, dev_inputs=(), dev_labels=())
    with kept(lesson) as work, steady(lesson.seed):
        start, goal = _started(replace(alone, work=work), how)
        progress = _train(start, "first")
        if how.share:
            soft = scores_of(start.trainee, goal, start.material.train)
            train_features = tuple(goal.taught(start.material.train, soft))
            start, goal = _started(replace(alone, work=work), how)
            start = replace(start, material=replace(start.material, train=train_features))
            progress = _train(start, "second")
        tuned = finished(start, epoch=progress.best, losses=progress.losses)
        return tuned, depths_of(start.trainee.model, how.local, how.joint)


def as_fused(alone: Objective, source: str, how: Fusing | None = None) -> Objective:
    """Return the objective of two languages for that of one."""
    how = how or Fusing()
    # It has its kind of network from the one that it is made of, which a class's own fact cannot say.
    return cast("Objective", Fused(alone, source, how.share, how.heat))


def _started(lesson: Lesson, how: Fusing) -> tuple[Start, Fused]:
    """Return the start of a training with a fused network, both languages as its material."""
    start = started(lesson)
    fuse(start.trainee.model, depths_of(start.trainee.model, how.local, how.joint))
    goal = Fused(start.objective, str(lesson.source), how.share, how.heat)
    both = as_fused(start.objective, str(lesson.source), how)
    material = material_of(lesson, both, start.trainee.reading)
    return replace(start, objective=both, material=material), goal


def _check(lesson: Lesson) -> None:
    """Raise InputError where the lesson is none of two languages."""
    if any(getattr(example, "beside", None) is None for example in lesson.inputs):
        raise InputError(
            "The strategy filter needs translations beside the training examples.",
            fix='Put {view = "beside", to = "target"} under `train` in the recipe.',
        )


def _train(start: Start, name: str) -> Progress:
    """Train one of the two networks, in a folder of its own."""
    work = start.place / f"{name}-{start.material.digest}"
    return train(start.trainee, start.objective, start.material, replace(start.course, work=work))
