"""``isogloss data mine``: sentence pairs from two piles of text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from isogloss.cli.data.options import EncoderName, FromA, Threshold, ToB
from isogloss.cli.options import Json, KeepGoing, Ray

if TYPE_CHECKING:
    from isogloss.bitext.mining import Mined, Workplace
    from isogloss.bitext.mining.piles import Counts
    from isogloss.data.rejects import Reject


def mine(
    a: Annotated[Path, typer.Argument(metavar="A", help="Text, a sentence a line; - for standard input.")],
    b: Annotated[Path, typer.Argument(metavar="B", help="Text in another language.")],
    source: FromA = None,
    target: ToB = None,
    model: EncoderName = "static",
    threshold: Threshold = None,
    margin: Annotated[
        str, typer.Option(metavar="NAME", help="The score: ratio, distance or absolute.")
    ] = "ratio",
    retrieval: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Which candidates become pairs: forward, backward, intersection, max or assignment.",
        ),
    ] = "max",
    k: Annotated[int, typer.Option("-k", metavar="K", help="Neighbours of each line.")] = 4,
    search: Annotated[
        str, typer.Option(metavar="NAME", help="exact, or usearch: approximate (extra bitext).")
    ] = "exact",
    fold: Annotated[
        bool, typer.Option("--fold/--no-fold", help="Take near-duplicate lines of one side once.")
    ] = True,
    work: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Keep what is computed there; the same command goes on."),
    ] = None,
    ray: Ray = None,
    json: Json = False,
    keep_going: KeepGoing = False,
) -> None:
    """Find translations of each other in two piles of text.

    Prints score, line in A, line in B (from 1) and both texts, separated by tabs, the best first;
    a tab inside a text becomes a blank.
    """
    from isogloss import bitext
    from isogloss.bitext.mining import Mining
    from isogloss.cli.data.rejected import remark_rejects
    from isogloss.data.standard_input import saved_input
    from isogloss.errors import InputError
    from isogloss.models.registry import load_encoder
    from isogloss.progress import show_progress

    options = Mining(
        k, cast("Any", margin), cast("Any", retrieval), threshold, cast("Any", search), fold
    )  # names are checked there
    show_progress(sys.stderr.isatty())
    if str(a) == str(b) == "-":
        raise InputError("Both sides cannot come from standard input.", fix="Name a file for one of them.")
    rejects: list[Reject] = []
    places = [saved_input("txt") if str(place) == "-" else place for place in (a, b)]
    mined = bitext.mine(
        places[0],
        places[1],
        source=source,
        target=target,
        encoder=load_encoder(model),
        options=options,
        work=_workplace(work, ray),
        rejects=rejects if keep_going else None,
    )
    remark_rejects(rejects, "line")
    _show(mined, json=json)


def _workplace(folder: Path | None, ray: str | None) -> Workplace:
    from isogloss.bitext.mining import Workplace
    from isogloss.errors import InputError

    if ray is None:
        return Workplace(folder)
    from isogloss.runs.ray.address import LOCAL
    from isogloss.runs.ray.cluster import cluster

    if folder is None and ray != LOCAL:
        raise InputError(
            "A cluster's machines need a place for what they compute.",
            fix="Name a folder that all of them see with --work.",
        )
    return Workplace(folder, cluster(ray))


def _show(mined: Mined, *, json: bool) -> None:
    from isogloss.cli.console import print_json, remark
    from isogloss.cli.lines import field, line_out

    if json:
        print_json(mined)
        return
    for pair in mined.pairs:
        texts = "\t".join(map(field, (pair.source, pair.target)))
        line_out(f"{pair.score:.4f}\t{pair.source_line}\t{pair.target_line}\t{texts}")
    for side, counts in (("A", mined.source), ("B", mined.target)):
        remark(f"{side}: {_account(counts)}.")
    pairs = "1 pair" if len(mined.pairs) == 1 else f"{len(mined.pairs):,} pairs"
    copies = f" In {mined.copies:,} both sides are the same text." if mined.copies else ""
    if mined.threshold is None:
        remark(f"{pairs}; with so few candidates no threshold can be told, so none was applied.{copies}")
    else:
        remark(f"{pairs}, {mined.below:,} more below the threshold of {mined.threshold:.4f}.{copies}")


def _account(counts: Counts) -> str:
    """Return where all lines of one side went."""
    said = [f"{counts.lines:,} {'line' if counts.lines == 1 else 'lines'}, {counts.mined:,} compared"]
    for count, why in (
        (counts.blank, "blank"),
        (counts.repeated, "repeated"),
        (counts.refused, "refused"),
        (counts.unknown, "in which the encoder knows nothing"),
    ):
        if count:
            said.append(f"{count:,} {why}")
    return ", ".join(said)
