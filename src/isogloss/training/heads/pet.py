"""A masked language model that tells a class by the word with which it fills a gap."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from isogloss.arrays import Doubles2d
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.tasks.table import answered_by
from isogloss.tasks.task import Task
from isogloss.training.heads.head import Choice, Inputs, Lesson
from isogloss.training.inputs import Takes
from isogloss.training.predicted import Predicted, most_probable

if TYPE_CHECKING:
    from isogloss.training.fewshot.pet import Filler

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class PetHead:
    """The network with its patterns and words."""

    filler: Filler
    takes: ClassVar[Takes] = "examples"
    takes_adapter: ClassVar[bool] = False
    reads_beside: ClassVar[bool] = False

    @classmethod
    def check(cls, task: Task, model: str) -> None:
        """Raise InputError where the task has no patterns, or the model fills no gaps."""
        if task.answer != "class":
            raise InputError(
                f"There are no patterns with gaps for {task.name}.",
                fix=f"They are for {' and '.join(answered_by('class'))}: choose another recipe.",
            )
        if not model.startswith("hf:"):
            raise InputError(
                f"Patterns need a masked language model, and {model!r} is no transformer.",
                fix="Name one with --model hf:FOLDER-or-NAME, such as hf:xlm-roberta-base.",
            )
        from isogloss.models.hf.loading import read_config, read_tokenizer
        from isogloss.training.finetuning.tuned import base_folder

        folder = base_folder(model)
        named = read_config(folder).architectures or []
        heads = any(name.endswith(("ForMaskedLM", "ForPreTraining")) for name in named)
        if not heads or read_tokenizer(folder).mask_token is None:
            raise InputError(
                f"The model {model!r} fills no gaps: it lacks the head of a masked language model.",
                fix="Name one that has it, such as hf:xlm-roberta-base, or choose another recipe.",
            )

    @classmethod
    def check_lesson(cls, lesson: Lesson) -> None:
        """Raise InputError, before anything is done, where labels have no words for the gaps."""
        from isogloss.training.fewshot.pet import check_words

        check_words(lesson)

    @classmethod
    def fit(cls, lesson: Lesson) -> PetHead:
        """Return the head trained on the lesson; raises InputError where labels have no words."""
        from isogloss.training.fewshot.pet import trained_filler

        return cls(trained_filler(lesson))

    @classmethod
    def load(cls, folder: Path) -> PetHead:
        """Return the head that ``save`` put into ``folder``."""
        from isogloss.training.fewshot.pet import load_filler

        return cls(load_filler(folder))

    @property
    def labels(self) -> tuple[str, ...]:
        """The classes, sorted."""
        return self.filler.card.labels

    @property
    def choice(self) -> Choice:
        """How the best epoch was chosen."""
        return Choice(0.0, self.filler.card.select)

    @classmethod
    def spoken(cls, language: Language, lesson: Lesson) -> tuple[Language, Language]:
        """Return in whose words gaps of a text in a language are to be filled, and in whose they will be."""
        from isogloss.training.fewshot.sheets import sheet_of
        from isogloss.training.prompting.voices import wanted_of

        labels = sorted(set(lesson.labels))
        wanted = wanted_of(language, lesson.source, lesson.prompt)
        return wanted, sheet_of(lesson.task, labels, language, lesson.source, lesson.prompt).language

    def wording(self, language: Language) -> str:
        """Return in whose words gaps are filled, as signatures write it; English where it has none."""
        sheet = self.filler.cloze.sheet(language)
        return f"{sheet.language}@{sheet.fingerprint[:4]}+cloze"

    def probabilities(self, inputs: Inputs) -> Doubles2d:
        """Return float64[n, len(labels)] for n examples.

        How many are asked in English for want of words in their language is logged.
        """
        examples: Sequence[Any] = inputs
        borrowed: dict[Language, int] = {}
        for example in examples:
            if not self.filler.cloze.sheet(example.language).own:
                borrowed[example.language] = borrowed.get(example.language, 0) + 1
        for language, count in borrowed.items():
            _log.warning(
                "%d texts in %s are asked in English: there are no words for its labels.", count, language
            )
        return self.filler.probabilities(examples)

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return the most probable class of each example, in order."""
        return most_probable(self.probabilities(inputs), self.labels)

    def save(self, folder: Path) -> None:
        """Write a folder that transformers reads, and what is known of patterns and training."""
        self.filler.save(folder)
