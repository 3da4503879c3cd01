"""``isogloss model train-static``: the embedded encoder, made again or of other text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from isogloss.cli.model.card import scores


def train_static(
    out: Annotated[Path, typer.Option(help="Where weights and card go.")],
    data: Annotated[
        Path | None, typer.Option(help="The folder that holds the published sources; see docs/encoder.md.")
    ] = None,
    bitext: Annotated[
        list[str] | None,
        typer.Option(metavar="L=FILE", help="Sentences of your own and their English, as swh=pairs.tsv."),
    ] = None,
    lexicon: Annotated[
        list[str] | None,
        typer.Option(metavar="L=FILE", help="Words of your own and their English, as swh=words.tsv."),
    ] = None,
    parallel: Annotated[
        Path | None,
        typer.Option(metavar="DATA", help="A data set like SIB-200, its training texts parallel by id."),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of everything random.")] = 0,
    epochs: Annotated[int | None, typer.Option(min=1, help="Passes over the data.")] = None,
    measure: Annotated[
        Path | None,
        typer.Option(help="SIB-200; its zero-shot test scores go into the card."),
    ] = None,
    exclude: Annotated[
        str, typer.Option(metavar="LANGUAGES", help="Leave their texts out of all sources, as fra,hin.")
    ] = "",
) -> None:
    """Train the embedded encoder again.

    A quarter of an hour on two cores; needs isogloss[train].
    """
    from isogloss.cli.console import out as console
    from isogloss.cli.lists import listed
    from isogloss.extras import need
    from isogloss.languages import Language
    from isogloss.progress import show_progress

    need("numba", extra="train", purpose="Training the encoder")
    from isogloss.training.static import Settings, train_static
    from isogloss.training.static.own import own_file

    show_progress()
    settings = Settings() if epochs is None else Settings(epochs=epochs)
    left_out = tuple(Language.parse(code) for code in listed(exclude, "--exclude"))
    own = [own_file(text, "bitext") for text in bitext or ()]
    own += [own_file(text, "lexicon") for text in lexicon or ()]
    card = train_static(
        data, out, own=own, parallel=parallel, seed=seed, settings=settings, measure=measure, exclude=left_out
    )
    console().print(scores(card))
    console().print(f"Use it as static:{out}", markup=False)
