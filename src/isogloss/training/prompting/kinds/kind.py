"""What asking a task is made of."""

from __future__ import annotations

from typing import Any, Protocol

from isogloss.training.prompting.asked import Asked, Manner
from isogloss.training.prompting.reading.read import Read
from isogloss.training.prompting.scope import Scope
from isogloss.training.prompting.settings import Prompting
from isogloss.training.prompting.voices import Voice


class Kind(Protocol):
    """Asks examples of a task and reads what is answered."""

    def asked(self, example: Any, voice: Voice, scope: Scope, prompt: Prompting) -> Asked:  # noqa: ANN401  as the task's
        """Return the example as it is asked."""
        ...

    def read(self, said: str, asked: Asked, example: Any, manner: Manner) -> Read:  # noqa: ANN401  as the task's
        """Return the label that an answer says."""
        ...
