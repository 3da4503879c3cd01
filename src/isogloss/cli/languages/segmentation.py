"""``isogloss languages segment``: lines cut into words, search terms or sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, cast

import typer

from isogloss.cli.options import LinesIn

if TYPE_CHECKING:
    from isogloss.languages import Language
    from isogloss.languages.segmentation.indexing import Quality


def segment(
    language: LinesIn = None,
    search: Annotated[bool, typer.Option("--search", help="What an index should hold, not words.")] = False,
    quality: Annotated[
        str | None,
        typer.Option("--quality", metavar="default|high", help="Of search terms; high: more, for more hits."),
    ] = None,
    stemmer: Annotated[
        str | None,
        typer.Option(
            "--stemmer", metavar="NAME", help="Of search terms: snowball or simplemma (extra text)."
        ),
    ] = None,
    segmenter: Annotated[
        str | None,
        typer.Option(
            "--segmenter",
            metavar="NAME",
            help="Of words in scripts without blanks: clusters (the default), budoux, jieba, pythainlp, "
            "khmercut or laonlp (extra text).",
        ),
    ] = None,
    sentences: Annotated[
        bool, typer.Option("--sentences", help="Sentences, not words; tabs become blanks.")
    ] = False,
) -> None:
    """Cut each line into words, search terms or sentences.

    Reads standard input: a line in, a line out, what it was cut into separated by tabs.
    """
    from isogloss.cli.lines import line_out, lines_in
    from isogloss.errors import InputError
    from isogloss.languages import Language

    terms = search or quality is not None or stemmer is not None
    if terms + sentences + (segmenter is not None) > 1:
        raise InputError(
            "A line is cut into words, into sentences or into search terms.",
            fix="Give --segmenter, or --sentences, or --search with --quality and --stemmer.",
        )
    known = Language.given(language)
    if sentences:
        cut = _sentences(known)
    elif terms:
        cut = _terms(known, quality or "default", stemmer)
    else:
        cut = _words(known, segmenter or "clusters")
    cut("")  # so that a wrong name is told at once, whatever comes in
    for line in lines_in():
        line_out("\t".join(cut(line)))


def _words(language: Language | None, segmenter: str) -> Callable[[str], list[str]]:
    from isogloss.languages import words

    return lambda line: [word.text for word in words(line, language, segmenter=segmenter)]


def _sentences(language: Language | None) -> Callable[[str], list[str]]:
    """Return the cutter into sentences; a tab inside the line becomes a blank, as tabs part the sentences."""
    from isogloss.languages import sentences

    return lambda line: [sentence.text for sentence in sentences(line.replace("\t", " "), language)]


def _terms(language: Language | None, quality: str, stemmer: str | None) -> Callable[[str], list[str]]:
    from isogloss.languages import search_terms

    return lambda line: [
        term.term for term in search_terms(line, language, quality=cast("Quality", quality), stemmer=stemmer)
    ]
