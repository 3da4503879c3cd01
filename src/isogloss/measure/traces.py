"""A model's reasoning apart from its answer, and the steps of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from isogloss.languages import sentences

_OPEN: Final = re.compile(r"<(think|thinking|reasoning|thought)>\s*", re.IGNORECASE)
_CLOSE: Final = re.compile(r"\s*</(?:think|thinking|reasoning|thought)>\s*", re.IGNORECASE)
# "3.", "3)", "**Step 3:**", "Hatua ya 3:", "第3步：", "ደረጃ ፫" is no digit and stands as a line of its own.
_NUMBERED: Final = re.compile(
    r"^[ \t#*>-]*(?:[^\W\d_]{1,20}[ \t]*){0,3}?\(?(?P<number>\d{1,3})(?:[ \t]*[^\W\d_]{1,2})?[ \t]*"
    r"(?:[.):：。、．](?=\D)|\*\*)[*]*[ \t]*",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Parted:
    """A generation in its parts. finished: false where reasoning was begun and not ended."""

    trace: str
    answer: str
    finished: bool = True


def parted(text: str, trace: str = "") -> Parted:
    """Return reasoning and answer of a text.

    Reasoning is what stands between ``<think>`` and ``</think>`` (also thinking, reasoning, thought), before
    a lone ``</think>``, after a lone ``<think>``, or what was saved apart as ``trace``.
    """
    found, answer, finished = [trace] if trace.strip() else [], [], True
    place = 0
    while place < len(text):
        opening, closing = _OPEN.search(text, place), _CLOSE.search(text, place)
        if closing is not None and (opening is None or closing.start() < opening.start()):
            # A template that opens the reasoning itself leaves only its end in what the model wrote.
            found.append(text[place : closing.start()])
            place = closing.end()
            continue
        if opening is None:
            answer.append(text[place:])
            break
        answer.append(text[place : opening.start()])
        found.append(text[opening.end() : closing.start() if closing else len(text)])
        finished = finished and closing is not None
        place = closing.end() if closing else len(text)
    return Parted("\n\n".join(found).strip(), "\n".join(answer).strip(), finished)


def steps(text: str) -> tuple[str, ...]:
    """Return the steps of a reasoning: numbered ones, else paragraphs, else lines, else sentences.

    Numbers and the word before them ("Step 3:") are no part of a step, as they say nothing of its language.
    """
    numbered = numbered_steps(text)
    if numbered:
        return numbered
    for cut in (re.split(r"\n\s*\n", text), text.splitlines()):
        found = tuple(part.strip() for part in cut if part.strip())
        if len(found) > 1:
            return found
    return tuple(span.text for span in sentences(text))


def numbered_steps(text: str) -> tuple[str, ...]:
    """Return the steps of a text that numbers them upwards, two at least; none of any other text."""
    marks: list[re.Match[str]] = []
    for mark in _NUMBERED.finditer(text):
        if not marks or int(mark["number"]) == int(marks[-1]["number"]) + 1:
            marks.append(mark)
    if len(marks) < 2:
        return ()
    before = text[: marks[0].start()].strip()
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    found = (text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True))
    return tuple(step for step in (before, *found) if step)
