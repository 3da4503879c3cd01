"""``isogloss model teach``: a language or a domain more for the embedded encoder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from isogloss.cli.options import Json, KeepGoing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from isogloss.data.rejects import Reject
    from isogloss.models.static.taught import PackCard
    from isogloss.training.teaching.material import Side


def teach(
    model: Annotated[str, typer.Argument(help="static, or static:FOLDER.")],
    language: Annotated[str, typer.Option(help="The language to learn: its code or name.")],
    out: Annotated[Path, typer.Option(help="A folder; what was taught there before stays.")],
    lexicon: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="TSV of words and translations; repeatable.")
    ] = None,
    bitext: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="TSV of sentences and translations; repeatable.")
    ] = None,
    pivot: Annotated[str, typer.Option(help="The language of the translations.")] = "eng",
    pivot_side: Annotated[
        str | None, typer.Option(metavar="first|second", help="Its column; found out where not said.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of everything random.")] = 0,
    keep_going: KeepGoing = False,
    json: Json = False,
) -> None:
    """Teach a language or a domain to the embedded encoder.

    From a lexicon, pairs, or both; seconds to minutes. The vectors of all other languages stay as they are.
    """
    from isogloss.cli.console import out as console
    from isogloss.cli.console import print_json, remark
    from isogloss.progress import show_progress
    from isogloss.training.teaching import teach

    show_progress()
    rejects: list[Reject] = []
    pack = teach(
        model,
        language=language,
        out=out,
        lexicon=lexicon or (),
        bitext=bitext or (),
        pivot=pivot,
        pivot_side=_side(pivot_side),
        seed=seed,
        rejects=rejects if keep_going else None,
    )
    if rejects:
        first = rejects[0]
        remark(f"Rows refused: {len(rejects):,}; the first, {first.file}:{first.line}: {first.reason}.")
    for line in _said(pack.card):
        remark(line)
    if json:
        print_json({"model": f"static:{out}", "card": pack.card, "rejects": rejects})
        return
    console().print(_taught(pack.card))
    console().print(f"Use it as static:{out}", markup=False, soft_wrap=True)


def _side(text: str | None) -> Side | None:
    from isogloss.errors import InputError

    if text is None:
        return None
    if text == "first":
        return "first"
    if text == "second":
        return "second"
    raise InputError(f"--pivot-side {text}: no such column.", fix="Say first or second.")


def _said(card: PackCard) -> Iterator[str]:
    """Yield what was made of each file."""
    for file in card.files:
        side = "second" if file.swapped else "first"
        more = [f"{file.repeated:,} repeated"] if file.repeated else []
        more += [f"{file.blank:,} without letters on a side"] if file.blank else []
        left_out = f"; left out: {', '.join(more)}" if more else ""
        taken = f"{file.used:,} of {file.rows:,} pairs, {card.pivot} in the {side} column"
        yield f"{file.name}: {taken}{left_out}."
    worse = [one for one in card.scores if one.metric == "MRR" and one.after < one.before]
    if worse:
        yield f"The held-out tenth of the {worse[-1].kind} stands lower than before: give more, or none."
    if card.was_known:
        yield f"The model knew {card.language} already; what was taught is added to that."


def _taught(card: PackCard) -> Table:
    from rich.table import Table

    table = Table(
        title=f"{card.language}: the held-out tenth, before and after",
        title_justify="left", box=None, padding=(0, 2, 0, 0),
    )  # fmt: skip
    for name in ("from", "held out", "among", "metric", "before", "after"):
        table.add_column(name, justify="left" if name in ("from", "metric") else "right", no_wrap=True)
    for one in card.scores:
        table.add_row(
            one.kind, f"{one.n:,}", f"{one.candidates:,}", one.metric, f"{one.before:.3f}", f"{one.after:.3f}"
        )
    return table
