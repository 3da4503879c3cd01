"""One example as it is asked, and the text of a prompt with solved ones before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from isogloss.training.prompting.voices import Voice

# How one of several options is told: by likelihood, by its letter, by its name; or free text is written.
Manner: TypeAlias = Literal["likelihood", "letter", "name", "free"]


@dataclass(frozen=True, slots=True)
class Asked:
    """An example as a prompt asks it.

    instruction: what is to be done; the same for all examples of a voice, or empty. question: the fields.
    cue: what stands before the answer, with the blanks that join both. solution: the right answer as an
    exemplar shows it, empty where it is not known.
    labels, options: what may be answered, as labels and as shown; none where the answer is free. known: by
    what else an option may be told. right: the place of the right option, -1 if it is not known.
    fixed: whether all examples have the same options. lacking: parts of the wording that are English though
    the voice is not.
    """

    voice: Voice
    instruction: str
    question: str
    cue: str
    solution: str = ""
    labels: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    known: tuple[tuple[str, ...], ...] = ()
    right: int = -1
    fixed: bool = True
    lacking: tuple[str, ...] = ()


def prompt_text(asked: Asked, shots: Sequence[Asked], manner: Manner) -> str:
    """Return the prompt: instruction, solved examples, the question, and what the answer follows."""
    blocks = [_instruction(asked, manner)]
    blocks += [_block(shot, manner) + _solved(shot, manner) for shot in shots]
    blocks.append(_block(asked, manner).rstrip())
    return "\n\n".join(block for block in blocks if block)


def joint(asked: Asked) -> str:
    """Return the blanks between what stands before an answer and the answer."""
    return asked.cue[len(asked.cue.rstrip()) :]


def _instruction(asked: Asked, manner: Manner) -> str:
    lines = [asked.instruction]
    if asked.options and asked.fixed:
        lines.append(_listed(asked, manner))
    if asked.options and manner in ("letter", "name"):
        lines.append(asked.voice.ask(manner))
    elif asked.options and asked.fixed:
        lines.append(asked.voice.ask("name"))
    return "\n".join(line for line in lines if line)


def _listed(asked: Asked, manner: Manner) -> str:
    if manner == "letter":
        return _lettered(asked)
    comma = asked.voice.wording.words.get("comma", ", ")
    return asked.voice.question("options", {"options": comma.join(asked.options)})


def _lettered(asked: Asked) -> str:
    lines = zip(asked.voice.letters, asked.options, strict=False)
    return "\n".join(f"{letter}) {option}" for letter, option in lines)


def _block(asked: Asked, manner: Manner) -> str:
    lines = [asked.question]
    if asked.options and not asked.fixed and manner in ("letter", "name"):
        lines.append(
            _lettered(asked) if manner == "letter" else "\n".join(f"- {one}" for one in asked.options)
        )
    lines.append(asked.cue)
    return "\n".join(line for line in lines if line.strip())


def _solved(shot: Asked, manner: Manner) -> str:
    if manner == "letter" and shot.right >= 0:
        return shot.voice.letters[shot.right]
    return shot.options[shot.right] if shot.right >= 0 and shot.options else shot.solution
