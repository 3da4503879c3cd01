"""``isogloss data align-documents``: sentence pairs from translated documents."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from isogloss.cli.data.options import EncoderName, FromA, ToB
from isogloss.cli.options import Json

if TYPE_CHECKING:
    from isogloss.bitext.documents import AlignedDocuments, Passage


def align_documents(
    a: Annotated[Path, typer.Argument(metavar="A", help="A file, a sentence a line, or a folder of such.")],
    b: Annotated[Path, typer.Argument(metavar="B", help="Its translation; in a folder, by the same names.")],
    source: FromA = None,
    target: ToB = None,
    cut: Annotated[
        bool, typer.Option("--cut", help="Lines are running text: cut them into sentences.")
    ] = False,
    model: EncoderName = "static",
    most: Annotated[
        int, typer.Option(metavar="N", help="Sentences of both sides together in one pair, 2 to 10.")
    ] = 5,
    skip: Annotated[
        float,
        typer.Option(metavar="COST", help="Of leaving a sentence alone; two unrelated sentences cost 1."),
    ] = 0.6,
    json: Json = False,
) -> None:
    """Align documents with their translations.

    Sentence by sentence: prints score, lines in A, lines in B (from 1, as 3,4 where several make one) and
    both texts, separated by tabs, in order. Blank lines part documents. What stays alone is counted
    (--json lists it).
    """
    from isogloss import bitext
    from isogloss.bitext.documents.reading import matched_files
    from isogloss.cli.console import print_json, remark
    from isogloss.models.registry import load_encoder
    from isogloss.progress import show_progress

    show_progress(sys.stderr.isatty() and not sys.stdout.isatty())
    _, alone = matched_files(a, b)
    # All of them before the first is printed, so that a bad file leaves nothing half-written.
    found = list(
        bitext.align_documents(
            a, b, source=source, target=target, cut=cut, encoder=load_encoder(model), most=most, skip=skip
        )
    )
    if alone:
        files = "1 file has" if len(alone) == 1 else f"{len(alone):,} files have"
        remark(f"{files} no other of the same name, {alone[0]} first.")
    if json:
        print_json({"documents": found, "without_translation": alone})
    else:
        _print(found)


def _print(found: Sequence[AlignedDocuments]) -> None:
    from isogloss.cli.console import remark
    from isogloss.cli.lines import line_out

    pairs = 0
    left = [0, 0]
    for document in found:
        for passage in document.passages:
            if passage.source and passage.target:
                line_out(_line(passage))
                pairs += 1
            else:
                left[not passage.source] += 1
    remark(f"Documents: {len(found):,}; pairs: {pairs:,}; left alone: {left[0]:,} of A, {left[1]:,} of B.")


def _line(passage: Passage) -> str:
    from isogloss.cli.lines import field

    sides = [field(" ".join(side)) for side in (passage.source, passage.target)]
    lines = [",".join(map(str, side)) for side in (passage.source_lines, passage.target_lines)]
    return "\t".join([f"{passage.score:.4f}", *lines, *sides])
