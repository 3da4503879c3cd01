"""Prompts of words as data: a table of tasks, how many examples come before, and what a line looks like.

Translation and repetition are those of Wendler et al. 2024, arXiv:2402.10588, appendix A.1, where the
languages stand under their own names. Its cloze needs a definition of each word in each language; ours blanks
the word in a sentence that holds it.
"""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from isogloss.data.lines import read_lines
from isogloss.errors import InputError

TASKS: Final = ("translation", "repetition", "cloze")
_FIELDS: Final = ("source_language", "source", "target_language", "target", "sentence")
_OWN: Final = Path(__file__).with_name("templates.tsv")
_HEADER: Final = "task\tshots\ttemplate"
_MOST_SHOTS: Final = 32


@dataclass(frozen=True, slots=True)
class Template:
    """How a task is put. shots: solved lines before the one that is asked; text: of a line, with fields."""

    task: str
    shots: int
    text: str

    def prompt(self, shots: Sequence[Mapping[str, str]], asked: Mapping[str, str]) -> str:
        """Return the solved lines, and the asked one up to where its word begins, without a blank there."""
        lines = [self.text.format_map(dict(values)) for values in shots]
        before = self.text[: self.text.rindex("{target}")].format_map(dict(asked))
        return "\n".join([*lines, before]).rstrip()


@lru_cache(maxsize=4)
def read_templates(path: Path | None) -> tuple[Template, ...]:
    """Return the templates in a TSV with the columns task, shots, template; by default our own.

    Raises InputError for another header, a task that is none of ``TASKS`` or comes twice, a field that there
    is not, and a template without ``{target}``.
    """
    place = path or _OWN
    rows = [(number, line) for number, line in read_lines(place) if line.strip()]
    if not rows or rows[0][1] != _HEADER:
        raise InputError(
            f"{place} is no table of templates.", fix="Expected the header task, shots, template."
        )
    found: dict[str, Template] = {}
    for number, line in rows[1:]:
        template = _template(line, f"{place}:{number}")
        if template.task in found:
            raise InputError(f"{place}:{number}: a second template of {template.task}.", fix="Keep one.")
        found[template.task] = template
    if not found:
        raise InputError(f"{place} holds no template.", fix="Give one of translation, repetition, cloze.")
    return tuple(found.values())


def _template(line: str, place: str) -> Template:
    columns = line.split("\t")
    if len(columns) != 3 or columns[0] not in TASKS or not columns[1].strip().isdecimal():
        raise InputError(
            f"{place}: expected one of {', '.join(TASKS)}, a number of shots and a template, by tabs.",
            fix="Correct the row.",
        )
    shots = int(columns[1])
    try:
        fields = [field for _, field, _, _ in string.Formatter().parse(columns[2]) if field is not None]
    except ValueError as fault:
        raise InputError(
            f"{place}: the template cannot be read: {fault}.", fix="Write braces as {{ }}."
        ) from None
    wrong = next((field for field in fields if field not in _FIELDS), None)
    if wrong is not None or not columns[2].count("{target}") or shots > _MOST_SHOTS:
        said = (
            f"there is no field {{{wrong}}}" if wrong is not None else "{target} or a sound number is lacking"
        )
        raise InputError(
            f"{place}: {said}.", fix=f"Fields are {', '.join(_FIELDS)}; shots 0 to {_MOST_SHOTS}."
        )
    return Template(columns[0], shots, columns[2])
