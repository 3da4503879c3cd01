"""How a text's token vectors become one, in this run."""

from __future__ import annotations

from isogloss.measure.job import Job
from isogloss.measure.subject import usual_poolings
from isogloss.models.contracts import Pooling


def poolings(job: Job) -> tuple[Pooling, ...]:
    """Return those asked for, else those that suit the model."""
    return job.settings.poolings or usual_poolings(job.model)
