"""``isogloss data map``: two files of word vectors brought into one space."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from isogloss.cli.options import Json

if TYPE_CHECKING:
    from isogloss.bitext import Mapped


def map_vectors(
    source: Annotated[Path, typer.Argument(metavar="A.vec", help="Word vectors as text; .gz is fine.")],
    target: Annotated[Path, typer.Argument(metavar="B.vec", help="Those of the other language.")],
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the mapped files go.")],
    anchors: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Words and their translations, one pair a line.")
    ] = None,
    test: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Anchors to test with; else a share of --anchors is held out."),
    ] = None,
    held_out: Annotated[
        float, typer.Option(metavar="SHARE", help="The share of anchors to test with; 0 learns from all.")
    ] = 0.2,
    method: Annotated[
        str,
        typer.Option(help="procrustes, refined, rcsls, self-learning, or unsupervised without anchors."),
    ] = "procrustes",
    most: Annotated[int, typer.Option(min=1, help="Words read of either file, the first ones.")] = 200_000,
    seed: Annotated[int, typer.Option(min=0, help="Of everything random.")] = 0,
    json: Json = False,
) -> None:
    """Bring two files of word vectors into one space.

    Writes both, mapped, and prints how often a held-out word finds its translation.
    """
    from dataclasses import asdict

    from isogloss.bitext import map_files
    from isogloss.cli.console import print_json
    from isogloss.data.lexicon import read_lexicon
    from isogloss.errors import InputError

    if anchors is None and method != "unsupervised":
        raise InputError(
            f"The method {method} learns from anchors.",
            fix="Give --anchors FILE, or --method unsupervised, which needs none.",
        )
    entries = [] if anchors is None else list(read_lexicon(anchors))
    # What is learned without anchors may be tested with all of them.
    share = 1.0 if method == "unsupervised" and anchors is not None else held_out
    asked = share if test is None else list(read_lexicon(test))
    done = map_files(source, target, out, anchors=entries, method=method, most=most, test=asked, seed=seed)
    _remark(done, source, target, most)
    if json:
        print_json({**asdict(done), "source": str(done.source), "target": str(done.target)})
    else:
        _print(done, method)


def _remark(done: Mapped, source: Path, target: Path, most: int) -> None:
    """Say what of the files was not mapped."""
    from isogloss.cli.console import remark

    for path, count, whole in zip((source, target), done.left_out, done.whole, strict=True):
        if count:
            remark(f"{path}: {count:,} words were passed over, which came before or have no direction")
        if not whole:
            remark(f"{path}: only the first {most:,} words were read; --most reads more")


def _print(done: Mapped, method: str) -> None:
    for place, words in zip((done.source, done.target), done.words, strict=True):
        print(f"{place}: {words:,} words")
    print(f"{method}, learned from {done.learned:,} pairs that both files know")
    if done.coverage is None:
        print("No anchors were held out, so nothing was tested.")
    elif not done.precision:
        print(f"None of the {done.asked:,} held-out words stands in both files, so nothing was tested.")
    else:
        said = "  ".join(f"P@{k} {value:.3f}" for k, value in done.precision.items())
        print(f"held-out words: {done.asked:,}, in both files {done.coverage:.1%}; {said}")
    print(f"{done.mutual:,} words are each other's nearest, at a mean cosine of {done.cosine:.3f}")
