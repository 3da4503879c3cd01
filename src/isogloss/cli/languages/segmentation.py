"""``isogloss languages segment``: lines cut into words, search terms or sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from isogloss.cli.options import LinesIn

if TYPE_CHECKING:
    from isogloss.languages import Language


def segment(
    language: LinesIn = None,
    search: Annotated[bool, typer.Option("--search", help="What an index should hold, not words.")] = False,
    quality: Annotated[
        str | None,
        typer.Option("--quality", metavar="default|high", help="Of search terms; high: more, for more hits."),
    ] = None,
    sentences: Annotated[bool, typer.Option("--sentences", help="Sentences, not words.")] = False,
) -> None:
    """Cut each line of standard input: a line in, a line out, its words separated by tabs."""
    from isogloss.cli.lines import line_out, lines_in
    from isogloss.errors import InputError
    from isogloss.languages import Language

    if sentences and (search or quality):
        raise InputError("A line is cut into sentences or into search terms, not both.", fix="Leave one out.")
    known = None if language is None else Language.parse(language)
    cut = _sentences(known) if sentences else _terms(known, quality) if search or quality else _words(known)
    for line in lines_in():
        line_out("\t".join(cut(line)))


def _words(language: Language | None) -> Callable[[str], list[str]]:
    from isogloss.languages import words

    return lambda line: [word.text for word in words(line, language)]


def _sentences(language: Language | None) -> Callable[[str], list[str]]:
    """Return the cutter into sentences; a tab inside a sentence is a blank to whoever reads the output."""
    from isogloss.languages import sentences

    return lambda line: [sentence.text for part in line.split("\t") for sentence in sentences(part, language)]


def _terms(language: Language | None, quality: str | None) -> Callable[[str], list[str]]:
    from isogloss.languages import search_terms
    from isogloss.table import unknown

    if quality is None or quality == "default":
        return lambda line: [term.term for term in search_terms(line, language)]
    if quality == "high":
        return lambda line: [term.term for term in search_terms(line, language, quality="high")]
    raise unknown(quality, ("default", "high"), kind="quality")
