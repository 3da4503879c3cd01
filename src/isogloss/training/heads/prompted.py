"""A model that is asked, and trained on nothing: solved examples of training may stand before a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import msgspec
from msgspec import Struct

from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.contracts import Model
from isogloss.models.endpoints.cache import Spent
from isogloss.models.endpoints.endpoint import Endpoint
from isogloss.models.endpoints.settings import prices
from isogloss.models.language_models import Chat, Generator, Scorer
from isogloss.models.registry import load_encoder
from isogloss.tasks.table import task as task_of
from isogloss.tasks.task import Task
from isogloss.training.heads.head import Choice, Inputs, Inquiry, Lesson
from isogloss.training.inputs import Takes
from isogloss.training.keeping import keep_card
from isogloss.training.predicted import Predicted
from isogloss.training.prompting.answering import Interview
from isogloss.training.prompting.asked import Asked, Manner
from isogloss.training.prompting.kinds.table import kind
from isogloss.training.prompting.scope import Scope, scope_of
from isogloss.training.prompting.selftranslation import in_english, translations
from isogloss.training.prompting.settings import MOST_SHOTS, Prompting
from isogloss.training.prompting.shots import solved_examples
from isogloss.training.prompting.voices import ENGLISH, Voice, voice_of, wanted_of


@dataclass(frozen=True)
class PromptedHead:
    """A model by name, how it is asked, and the solved examples that it is shown.

    scope: what the prompts know of training. source: the language of its labels.
    """

    task: str
    model: str
    prompt: Prompting
    scope: Scope
    source: Language | None
    shots: tuple[Any, ...] = ()
    choice: Choice | None = None
    takes: ClassVar[Takes] = "examples"
    most_shots: ClassVar[int] = MOST_SHOTS
    _voices: dict[Language, tuple[Voice, tuple[Asked, ...]]] = field(default_factory=dict, repr=False)
    _took: list[Spent] = field(default_factory=list, repr=False)
    _untranslated: list[int] = field(default_factory=list, repr=False)

    @classmethod
    def check(cls, task: Task, model: str) -> None:
        """Raise InputError for a task that cannot be asked, a model that does not write, or wrong prices."""
        kind(task.name)
        prices()
        found = load_encoder(model)
        if not isinstance(found, Generator):
            raise InputError(
                f"The model {model!r} writes no text, so it cannot be asked.",
                fix="Name a decoder (hf:…), a sequence-to-sequence model or an endpoint (openai:NAME@URL).",
            )

    @classmethod
    def fit(cls, lesson: Lesson) -> PromptedHead:
        """Return the head; nothing is asked, and the same lesson chooses the same solved examples."""
        shots = solved_examples(lesson.inputs, lesson.prompt.shots, lesson.seed)
        labels = lesson.labels if task_of(lesson.task).one_of_few else ()
        scope = scope_of(lesson.task, lesson.inputs, labels, solved=bool(shots))
        return cls(lesson.task, lesson.model, lesson.prompt, scope, lesson.source, tuple(shots))

    @classmethod
    def load(cls, folder: Path) -> PromptedHead:
        """Return the head that ``save`` put into ``folder``."""
        kept = msgspec.json.decode((folder / "prompted.json").read_bytes(), type=_Kept)
        example = task_of(kept.task).example
        shots: list[Any] = [msgspec.convert(shot, example) for shot in kept.shots]
        source = Language.parse(kept.source) if kept.source else None
        return cls(kept.task, kept.model, kept.prompt, kept.scope, source, tuple(shots))

    def save(self, folder: Path) -> None:
        """Write the prompt's settings and the solved examples."""
        kept = _Kept(
            self.task,
            self.model,
            self.prompt,
            self.scope,
            str(self.source or ""),
            msgspec.to_builtins(self.shots),
        )
        keep_card(folder / "prompted.json", kept)

    @property
    def labels(self) -> tuple[str, ...]:
        """The classes of training."""
        return self.scope.labels

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return what the model answers about each example, in order."""
        examples: Sequence[Any] = inputs
        before = _used(self._model)
        found = self._answers(examples)
        self._took[:] = [_used(self._model) - before]
        return found

    def inquiry(self, examples: Sequence[Any]) -> Inquiry:
        """Return how the model was asked about the examples of the last prediction; kept answers count too.

        Those that it did not translate it was asked about as they are.
        """
        took = self._took[-1] if self._took else Spent()
        return Inquiry(
            borrowed=sum(bool(self.borrowed(example)) for example in examples),
            untranslated=sum(self._untranslated) if self.prompt.translate else None,
            tokens=(took.tokens_in, took.tokens_out) if took.answers else None,
        )

    def _answers(self, examples: Sequence[Any]) -> list[Predicted]:
        if self.prompt.translate:
            examples, left = in_english(examples, self._model, self.prompt)
            self._untranslated[:] = [len(left)]
        asking, solved = [], []
        for example in examples:
            voice, shots = self._voice(example.language)
            asking.append(self._interview.kind.asked(example, voice, self.scope, self.prompt))
            solved.append(shots)
        return self._interview.predicted(asking, solved, examples)

    @classmethod
    def spoken(cls, language: Language, lesson: Lesson) -> tuple[Language, Language]:
        """Return in whose words an example in a language is to be asked, and in whose it will be."""
        if lesson.prompt.translate:
            return ENGLISH, ENGLISH
        wanted = wanted_of(language, lesson.source, lesson.prompt)
        return wanted, voice_of(language, lesson.source, lesson.prompt).language

    def wording(self, language: Language) -> str:
        """Return in whose words a language is asked, as signatures write it: language, version, and how."""
        voice, _ = self._voice(ENGLISH if self.prompt.translate else language)
        manner = self._interview.manner if task_of(self.task).one_of_few else "written"
        marks = ("+chat" if self._model.chats else "+plain") if isinstance(self._model, Chat) else ""
        shots = f"+{len(self.shots)}shots" if self.shots else ""
        shown = f"+translated{len(translations(language, self.prompt))}" if self.prompt.translate else ""
        return f"{voice.language}@{voice.wording.fingerprint[:4]}+{manner}{shots}{shown}{marks}"

    def borrowed(self, example: Any) -> tuple[str, ...]:  # noqa: ANN401  as the task's
        """Return the parts of an example's prompt that are English though another language is wanted."""
        if self.prompt.translate or _wants_english(example.language, self.source, self.prompt):
            return ()
        voice, _ = self._voice(example.language)
        asked = self._interview.kind.asked(example, voice, self.scope, self.prompt)
        return ("all",) if voice.language.code == "eng" else asked.lacking

    def _voice(self, language: Language) -> tuple[Voice, tuple[Asked, ...]]:
        """Return the voice for examples in a language, and the solved ones in it."""
        if language not in self._voices:
            voice = voice_of(language, self.source, self.prompt)
            shown = self._shown if self.prompt.translate else self.shots
            shots = (self._interview.kind.asked(shot, voice, self.scope, self.prompt) for shot in shown)
            self._voices[language] = voice, tuple(shots)
        return self._voices[language]

    @cached_property
    def _shown(self) -> list[Any]:
        """The solved examples in English."""
        return in_english(self.shots, self._model, self.prompt)[0]

    @cached_property
    def _model(self) -> Model:
        return load_encoder(self.model)

    @cached_property
    def _interview(self) -> Interview:
        return Interview(
            self._model, kind(self.task), _manner(self.prompt, self.task, self._model), self.prompt
        )


def _used(model: Model) -> Spent:
    return model.used if isinstance(model, Endpoint) else Spent()


class _Kept(Struct, frozen=True):
    task: str
    model: str
    prompt: Prompting
    scope: Scope
    source: str
    shots: list[dict[str, Any]]


def _manner(prompt: Prompting, task: str, model: Model) -> Manner:
    """Return how options are told: by likelihood where the model is on this machine, else by letters."""
    if not task_of(task).one_of_few:
        return "free"
    if prompt.answer != "auto":
        return prompt.answer
    return "likelihood" if isinstance(model, Scorer) and isinstance(model, Chat) else "letter"


def _wants_english(language: Language, source: Language | None, prompt: Prompting) -> bool:
    wanted = {"native": language, "source": source, "english": None}[prompt.instruction]
    return wanted is None or wanted.code == "eng"
