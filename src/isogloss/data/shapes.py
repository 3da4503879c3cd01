"""Which columns make rows of several texts, of numbers and of texts to write; and an example of a row."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from isogloss.data.columns import LABEL, Columns, find_column, has_column, usual_text
from isogloss.data.examples import Choice, Generation, Pair, Similarity
from isogloss.data.labelling import LONGEST_FIELD, as_text, has_text, too_long
from isogloss.errors import InputError
from isogloss.languages import Language

Record: TypeAlias = Pair | Choice | Similarity | Generation


@dataclass(frozen=True, slots=True)
class Shape:
    """How the rows of a task kind look: the columns of their texts, and that of the answer.

    extra: a column that is read where it is there.
    """

    task: str
    texts: tuple[str, ...]
    answer: str
    extra: str = ""


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one row by part, and where it stands."""

    texts: tuple[object, ...]
    answer: object
    extra: object
    id: str
    language: Language
    origin: str


_PAIRED: Final = (
    ("sentence1", "sentence2"),
    ("text1", "text2"),
    ("premise", "hypothesis"),
    ("question1", "question2"),
)
_SCORES: Final = ("score", "similarity_score", "similarity", "relatedness_score", "relatedness")

# The first whose columns are all there: XCOPA and COPA; XNLI and MultiNLI; PAWS-X and others; STS; MGSM.
SHAPES: Final = (
    Shape("choice", ("premise", "choice1", "choice2"), "label", extra="question"),
    Shape("pairs", ("premise", "hypothesis"), "label"),
    Shape("pairs", ("premise", "hypo"), "label"),
    Shape("pairs", ("sentence1", "sentence2"), "gold_label"),
    *(Shape("pairs", texts, "label") for texts in _PAIRED),
    *(Shape("similarity", texts, score) for texts in _PAIRED for score in _SCORES),
    Shape("numbers", ("question",), "answer_number"),
)
_MANY: Final = 8  # answers that tell classes
_OFTEN: Final = 4  # times that each comes, on average
# Kinds whose examples are one text, of a usual name.
_ONE_TEXT: Final = frozenset({"classification", "entities", "tagging"})
# As SemRel is published: both texts in one field, a line break between.
_JOINED: Final = Shape("similarity", ("Text",), "Score", extra="PairID")
SOURCES: Final = (
    "source",
    "src",
    "input",
    "document",
    "article",
    "dialogue",
    "prompt",
    "question",
    "text",
    "content",
)
TARGETS: Final = (
    "target",
    "targets",
    "tgt",
    "output",
    "summary",
    "highlights",
    "references",
    "reference",
    "translation",
    "answer",
)


def shape_of(header: Sequence[str], wished: Columns) -> Shape | None:
    """Return what rows of such columns are; None where they are texts with a class.

    Where a label is wished for by name, that column is the answer of the shape that fits the texts.
    """
    if wished.text is not None:
        return None
    if wished.label is not None:
        named = [shape for shape in SHAPES if find_column(shape.answer, (wished.label,))]
    else:
        named = []
    for shape in (*named, *SHAPES):
        if all(find_column(column, header) for column in (*shape.texts, wished.label or shape.answer)):
            return shape
    if wished.label is not None:
        return None
    if all(name in header for name in ("PairID", "Text", "Score")):
        return _JOINED
    return _to_write(header)


def _to_write(header: Sequence[str]) -> Shape | None:
    """Return a text and what is written of it; not where there is a class for a text as well."""
    if has_column(header, LABEL) and usual_text(header):
        return None
    source = next((name for name in SOURCES if find_column(name, header)), None)
    target = next((name for name in TARGETS if find_column(name, header)), None)
    return Shape("generation", (source,), target) if source and target else None


def settled(shape: Shape, answers: Sequence[object]) -> Shape | None:
    """Return the shape once some of the answers were seen; None where they are classes of a text.

    Classes that are numbers, some of them no whole ones, are similarities (SemRel and GLUE call them
    ``label``); answers to questions that are all numbers are sums to be solved. What comes again and again is
    a class and no text to be written, and so is a number beside a text: the user is then asked for the label.
    """
    numbers = [_number(answer) for answer in answers]
    are_numbers = bool(numbers) and None not in numbers
    if shape.task == "pairs" and are_numbers and not all(float(one or 0).is_integer() for one in numbers):
        return replace(shape, task="similarity")
    if shape.task != "generation":
        return shape
    if are_numbers:
        return replace(shape, task="numbers") if shape.texts == ("question",) else None
    different = len(set(map(str, answers)))
    return None if len(answers) >= _MANY and different * _OFTEN <= len(answers) else shape


def parts_of(header: Sequence[str], task: str) -> tuple[str, ...] | None:
    """Return the columns of the texts that make an unlabelled example; None of a kind of one usual text.

    Raises InputError if they are not there.
    """
    if task in _ONE_TEXT:
        return None
    known = [shape.texts for shape in SHAPES if shape.task == task]
    known += _PAIRED if task in ("pairs", "similarity") else []
    known += [("question", "context")] if task == "answers" else []
    known += [(name,) for name in SOURCES] if task in ("generation", "numbers") else []
    for names in known:
        found = [find_column(name, header) for name in names]
        if all(found):
            return tuple(map(str, found))
    said = " or ".join(" + ".join(names) for names in dict.fromkeys(known))
    raise InputError(
        f"No columns {said} for {task}.",
        fix=f"Name them with --text: {' + '.join(header)} are there.",
    )


def parts_of_one(task: str) -> bool:
    """Return whether an example of the kind is one text."""
    return task in (*_ONE_TEXT, "generation", "numbers")


def record(task: str, cells: Cells) -> Record | str:
    """Return the example of a row, or what is wrong with it."""
    return _MAKE[task](cells)


def texts_of(cells: Cells, names: Sequence[str]) -> str | None:
    """Return what is wrong with the texts of a row; None if nothing is."""
    for name, value in zip(names, cells.texts, strict=True):
        if not isinstance(value, str) or not has_text(value):
            return f"the text ({name}) is empty or no text"
        if too_long(value):
            return f"the field {name!r} is longer than {LONGEST_FIELD:,} bytes"
        if "\x00" in value:
            return f"the field {name!r} holds a NUL character; text holds none"
    return None


def _pair(cells: Cells) -> Pair | str:
    label = as_text(cells.answer)
    if not label:
        return "the label is missing"
    first, second = map(str, cells.texts)
    return Pair(cells.id, first, second, label, cells.language, cells.origin)


def _choice(cells: Cells) -> Choice | str:
    label = as_text(cells.answer)
    if label not in ("0", "1"):
        return f"the label is {label!r}, expected 0 or 1: which choice is right" if label else _MISSING
    premise, *choices = map(str, cells.texts)
    asked = as_text(cells.extra) or ""
    return Choice(cells.id, premise, tuple(choices), asked, int(label), cells.language, cells.origin)


def _similarity(cells: Cells) -> Similarity | str:
    score = _number(cells.answer)
    if score is None:
        return f"the score is {as_text(cells.answer)!r}, expected a number" if cells.answer else _MISSING
    texts = [str(text) for text in cells.texts]
    if len(texts) == 1:  # as SemRel is published
        texts = texts[0].split("\n")
        if len(texts) != 2 or not all(map(has_text, texts)):
            return "the text holds no two texts with a line break between"
    return Similarity(cells.id, texts[0], texts[1], score, cells.language, cells.origin)


def _generation(cells: Cells) -> Generation | str:
    values = cells.answer if isinstance(cells.answer, list | tuple) else [cells.answer]
    references = tuple(as_text(value) or "" for value in values)
    if not references or not all(map(has_text, references)):
        return "a text to be written is missing or empty"
    if any(map(too_long, references)):
        return f"a text to be written is longer than {LONGEST_FIELD:,} bytes"
    (source,) = map(str, cells.texts)
    return Generation(cells.id, source, references, cells.language, cells.origin)


def _sum(cells: Cells) -> Generation | str:
    if _number(cells.answer) is None:
        return f"the answer is {as_text(cells.answer)!r}, expected a number" if cells.answer else _MISSING
    plain = str(as_text(cells.answer)).replace(",", "")  # as MGSM writes thousands in every language
    return _generation(replace(cells, answer=plain))


_MISSING: Final = "the label is missing"
_MAKE: Final[Mapping[str, Callable[[Cells], Record | str]]] = {
    "choice": _choice,
    "generation": _generation,
    "numbers": _sum,
    "pairs": _pair,
    "similarity": _similarity,
}


def _number(value: object) -> float | None:
    """Return a finite number, written as programs or with commas between thousands; None if it is none."""
    text = as_text(value)
    try:
        number = float((text or "").replace(",", "")) if text != "true" else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None
