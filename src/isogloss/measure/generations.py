"""What a model wrote when it was asked for a language, and prompts that ask it: tables, a row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from isogloss.data.columns import LANGUAGE, find_column
from isogloss.data.layout import data_file
from isogloss.data.lines import Fault
from isogloss.data.readers.table import reader
from isogloss.data.rows import RawRow
from isogloss.errors import InputError, UnknownLanguage
from isogloss.languages import Language, chosen

_LANGUAGE: Final = ("asked", "asked_language", "target_language", *LANGUAGE, "code")
_TEXT: Final = ("generation", "response", "completion", "output", "answer", "prediction", "text")
_TRACE: Final = ("reasoning_content", "reasoning", "trace", "thinking", "thoughts")
_PROMPT: Final = ("prompt", "question", "input", "instruction", "text")
_KEEP_GOING: Final = "Correct it, or add --keep-going to leave such rows out and count them."


@dataclass(frozen=True, slots=True)
class Generation:
    """A text that a model wrote. asked: the language as the file names it. trace: its reasoning, if apart."""

    asked: str
    text: str
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file. texts: generations, or prompts of which nothing is written yet.

    left_out: how many rows lack a language or a text.
    """

    texts: Sequence[Generation]
    left_out: int

    def of(self, language: Language) -> tuple[Generation, ...]:
        """Return the rows whose language a reader would take for ``language``."""
        meant = {
            asked for asked in {row.asked for row in self.texts} if language in chosen(asked, [language])
        }
        return tuple(row for row in self.texts if row.asked in meant)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages asked for, in file order."""
        return tuple(dict.fromkeys(Language.parse(row.asked) for row in self.texts))


def read_generations(path: Path, *, keep_going: bool = False) -> Table:
    """Return saved generations: columns for the language asked, the text and perhaps its reasoning.

    Raises InputError for a table without them or without rows; BadRow, UnknownLanguage for a row without
    language or text (an empty text is one: the model said nothing), unless ``keep_going``.
    """
    return _read(path, "text", keep_going)


def read_prompts(path: Path, *, keep_going: bool = False) -> Table:
    """Return prompts: columns for the language that is asked for, and the prompt. As ``read_generations``."""
    return _read(path, "prompt", keep_going)


@lru_cache(maxsize=4)
def _read(path: Path, part: str, keep_going: bool) -> Table:
    file = data_file(path)
    if file is None:
        raise InputError(f"{path} is no table.", fix="Expected .jsonl, .tsv, .csv or .parquet with a header.")
    format_ = reader(file.format)
    header = format_.columns(file)
    language = _column(header, _LANGUAGE, "the language asked", path)
    text = _column(header, _TEXT if part == "text" else _PROMPT, f"the {part}", path)
    trace = next((found for name in _TRACE if (found := find_column(name, header))), None)
    wanted = (language, text, *((trace,) if trace and part == "text" else ()))
    rows: list[Generation] = []
    left_out = 0
    for row in format_.rows(file, wanted, None):
        one = row if isinstance(row, Fault) else _generation(row, wanted, part)
        if isinstance(one, Generation):
            rows.append(one)
            continue
        if not keep_going:
            raise _error(one, path)
        left_out += 1
    if not rows:
        raise InputError(f"{path} holds no row with a language and a {part}.", fix="Name another file.")
    return Table(tuple(rows), left_out)


def _generation(row: RawRow, wanted: Sequence[str], part: str) -> Generation | Fault:
    line = row.line
    for name, value in zip(wanted, row.values, strict=True):
        if value is not None and not isinstance(value, str):
            return Fault(line, f"{name!r} is {str(value)[:40]!r}, and a text was expected")
    asked, text, *trace = (value if isinstance(value, str) else None for value in row.values)
    if not asked or not asked.strip():
        return Fault(line, "the row names no language")
    if (text is None and not any(trace)) or (part == "prompt" and not (text or "").strip()):
        return Fault(line, f"the row has no {part}")
    try:
        Language.parse(asked.strip())
    except UnknownLanguage as unknown:
        return Fault(line, unknown.message.rstrip("."), text=str(unknown.fix))
    return Generation(asked.strip(), text or "", (trace[0] or "") if trace else "")


def _error(fault: Fault, path: Path) -> InputError:
    if fault.text and "language" in fault.reason:
        return UnknownLanguage(f"{path}:{fault.line}: {fault.reason}.", fix=fault.text)
    return InputError(f"{path}:{fault.line}: {fault.reason}.", fix=_KEEP_GOING)


def _column(header: Sequence[str], usual: Sequence[str], what: str, path: Path) -> str:
    for name in usual:
        found = find_column(name, header)
        if found is not None:
            return found
    raise InputError(
        f"{path} has no column for {what} ({', '.join(usual)}).",
        fix=f"It has {', '.join(map(repr, header))}: rename one.",
    )
