"""A text and its spans that carry a label: entities, answers, slots, arguments of a relation, events."""

from __future__ import annotations

from dataclasses import dataclass

from isogloss.languages import Language


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled place ``[start, end)`` in a text, counted in characters.

    id: tells marks of one text apart, for example which mention an event's argument is; role: what the span
    is in a relation or an event (``subj``, ``obj``). Both may be empty.
    """

    label: str
    start: int
    end: int
    id: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and its marks; ``text[mark.start : mark.end]`` is what a mark says something about."""

    id: str
    text: str
    marks: tuple[Mark, ...]
    language: Language
    origin: str
