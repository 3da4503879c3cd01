"""What to do about an error, in the options of the command that met it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from typer import Typer

_OPTION: Final = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
_SENTENCES: Final = re.compile(r"(?<=[.;]) ")
_CLAUSES: Final = re.compile(r", or | or |, (?![a-z]+ing )")
_ENDS: Final = ".;"
# Options under which commands have what a library's hint calls by its usual name.
_STAND_INS: Final[Mapping[str, str]] = {"--out": "--work"}


def fitting(fix: str, options: Collection[str]) -> str:
    """Return the advice without what asks for an option that is not among ``options``.

    A library does not know which command calls it. Advice that names another command stays as it is.
    """
    if not options:
        return fix
    kept = (_fitting(sentence, options) for sentence in _SENTENCES.split(fix))
    said = " ".join(sentence for sentence in kept if sentence)
    return said[:-1] + "." if said.endswith(";") else said


def options_of(app: Typer, arguments: Sequence[str]) -> set[str]:
    """Return the options of the command that ``arguments`` name, none where they name no command."""
    import typer

    command: object = typer.main.get_command(app)
    for argument in arguments:
        below: Mapping[str, object] = getattr(command, "commands", {})
        if not below:
            break
        command = below.get(argument, command)
    if getattr(command, "commands", {}):
        return set()
    parameters: Iterable[object] = getattr(command, "params", ())
    return {name for one in parameters for name in (*one.opts, *one.secondary_opts)}  # type: ignore[attr-defined]  # click has no types here


def _fitting(sentence: str, options: Collection[str]) -> str:
    if "isogloss " in sentence:
        return sentence
    for name, instead in _STAND_INS.items():
        if name not in options and instead in options:
            sentence = re.sub(rf"(?<![\w-]){name}(?![\w-])", instead, sentence)
    if set(_OPTION.findall(sentence)) <= set(options):
        return sentence
    end = sentence[-1] if sentence[-1] in _ENDS else ""
    clauses = [
        clause
        for clause in _CLAUSES.split(sentence.removesuffix(end))
        if set(_OPTION.findall(clause)) <= set(options)
    ]
    said = ", or ".join(clauses)
    return said[:1].upper() + said[1:] + end if said else ""
