"""Reading the final answer of a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from isogloss.errors import InputError
from isogloss.languages.answers.choosing import read_choice
from isogloss.languages.answers.markup import unmarked
from isogloss.languages.answers.numeric import read_numeric
from isogloss.languages.answers.reading import Reading
from isogloss.languages.language import Language
from isogloss.table import unknown

LABELS: Final = ("A", "B", "C", "D")


def read_answer(
    text: str,
    kind: Literal["number", "choice"],
    *,
    language: Language | str = "und",
    options: Sequence[str] = LABELS,
) -> Reading:
    r"""Return the final answer that a model gave, and how it was found; or that none could be read.

    kind: ``number``, or ``choice`` for a letter that names an option. language: decides what marks in numbers
    mean and which of its script's series a letter counts in; words that announce an answer are known in many
    languages (``cues.tsv``) and all are tried, since models answer in others than they were asked in.
    options: the labels of the options as the model saw them, in order (letters or digits of any script).

    The most explicit kind of passage decides: ``\boxed{}``, ``####`` or ``<answer>``, a final answer
    announced, an answer announced, a text that is nothing else; ``how`` tells. Two different answers of one
    kind contradict each other and nothing is read. Without any of them the last number is guessed, or the
    one letter in brackets or on a line of its own. Raises UnknownLanguage, UnknownName, InputError. Linear in
    the text.
    """
    known = Language.parse(language)
    if not text.strip():
        return Reading(reason="empty")
    if kind == "number":
        return read_numeric(unmarked(text), known)
    if kind != "choice":
        raise unknown(kind, ["choice", "number"], kind="kind of answer")
    if isinstance(options, str) or not options:
        raise InputError("The labels of the options are a list of at least one.", fix='Write ["A", "B"].')
    return read_choice(unmarked(text), known, options)
