"""``isogloss languages detect``: which language each line is in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from isogloss.cli.options import Json

if TYPE_CHECKING:
    from isogloss.languages import Detected

_BATCH = 512


def detect(
    candidates: Annotated[
        list[str] | None,
        typer.Option(
            "--candidates",
            metavar="LANGUAGE,…",
            help="Languages that come into question, by code or name, with commas between or one an option; "
            "all that the detector covers if none is given.",
        ),
    ] = None,
    detector: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="default or py3langid; with the extra detect: lingua, lingua:low, pycld2, fasttext:PATH "
            "(a .bin or .ftz file).",
        ),
    ] = "default",
    json: Json = False,
) -> None:
    """Tell the language of each line; und where nothing tells.

    Reads standard input; prints a code, a tab and a probability for each line. --json adds the reason for
    each und, and the guess withheld.
    """
    from isogloss.cli.lines import line_out

    if json:
        _print_document(_detected(candidates, detector))
        return
    for verdict in _detected(candidates, detector):
        line_out(f"{verdict.language if verdict.abstained is None else 'und'}\t{verdict.probability:.4f}")


def _detected(candidates: list[str] | None, detector: str) -> Iterator[Detected]:
    """Yield a verdict a line, in order, holding no more than a batch of lines."""
    from isogloss.cli.lines import lines_in
    from isogloss.cli.lists import listed
    from isogloss.languages import detect_many

    among = (
        None
        if candidates is None
        else [code for given in candidates for code in listed(given, "--candidates")]
    )
    # Before the first line is read, so that a wrong name is told at once, whatever comes in.
    detect_many((), candidates=among, detector=detector)
    lines = lines_in()
    while batch := list(islice(lines, _BATCH)):
        yield from detect_many(batch, candidates=among, detector=detector)


def _print_document(verdicts: Iterator[Detected]) -> None:
    """Print a list of records, one a line of input, as they come."""
    import sys

    import msgspec

    before = "["
    for verdict in verdicts:
        row = {
            "language": "und" if verdict.abstained else str(verdict.language),
            "script": verdict.language.script,
            "guess": "und" if verdict.guess.code == "und" else str(verdict.guess),
            "probability": round(verdict.probability, 6),
            "abstained": verdict.abstained,
        }
        sys.stdout.write(f"{before}\n  {msgspec.json.encode(row).decode()}")
        before = ","
    sys.stdout.write("[]\n" if before == "[" else "\n]\n")
