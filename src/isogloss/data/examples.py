"""What a data set is made of: one frozen record per task kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from isogloss.languages import Language


@dataclass(frozen=True, slots=True)
class Answer:
    """A passage of a context: ``context[start : start + len(text)] == text``, counted in characters."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside an example to be read with it: each of its texts in another language.

    texts: of a text with a class that text, of a pair both, of a question its context and the question, of a
    tagged sentence its words. answers: where the context there answers the question, as far as it is known.
    """

    texts: tuple[str, ...]
    language: Language
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and its class.

    id: unique within its split and language; the row number where the file names none.
    origin: ``file:line`` (or ``file:row``), for messages about this example.
    beside: its translation, where a recipe wants it read together with the text.
    """

    id: str
    text: str
    label: str
    language: Language
    origin: str
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Tagged:
    """The words of a sentence and a label for each (parts of speech; BIO for entities, slots, arguments).

    beside: as of ``Labelled``.
    """

    id: str
    tokens: tuple[str, ...]
    tags: tuple[str, ...]
    language: Language
    origin: str
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Answerable:
    """A question to a text, and every answer to it that counts as right; none where the text holds none.

    question_language: where it is not the context's (as in MLQA's crossed settings). beside: as of
    ``Labelled``.
    """

    id: str
    context: str
    question: str
    answers: tuple[Answer, ...]
    language: Language
    origin: str
    question_language: Language | None = None
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts and how they stand to each other: entailment, paraphrase; beside: as of ``Labelled``."""

    id: str
    first: str
    second: str
    label: str
    language: Language
    origin: str
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A premise and what may go with it, of which one is right: ``choices[answer]``.

    question: what is asked of the premise (in COPA ``cause`` or ``effect``); empty where nothing is.
    """

    id: str
    premise: str
    choices: tuple[str, ...]
    question: str
    answer: int
    language: Language
    origin: str


@dataclass(frozen=True, slots=True)
class Similarity:
    """Two texts and how alike they are, by a number of any scale; more is more alike."""

    id: str
    first: str
    second: str
    score: float
    language: Language
    origin: str


@dataclass(frozen=True, slots=True)
class Generation:
    """A text and what is to be written of it: a summary, a translation, a number; every reference is right.

    language: of what is to be written.
    """

    id: str
    source: str
    references: tuple[str, ...]
    language: Language
    origin: str


# What data sets are made of, and what can be predicted.
Example: TypeAlias = Labelled | Tagged | Answerable | Pair | Choice | Similarity | Generation


@dataclass(frozen=True, slots=True)
class SentencePair:
    """A text and its translation."""

    id: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a lexicon: a word or phrase, its translation, and how much to trust it."""

    source: str
    target: str
    weight: float = 1.0
