"""``isogloss model info``: what a model is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.table import Table

    from isogloss.models.static.card import Card
    from isogloss.models.static.taught import Pack


def info(
    name: Annotated[
        str, typer.Argument(help="static, static:FOLDER, hf:NAME-or-FOLDER or openai:NAME@URL.")
    ] = "static",
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show a model's card.

    Data and licences, how it was trained, scores in each language, limits.
    """
    from isogloss.cli.console import out, print_json
    from isogloss.errors import InputError
    from isogloss.models import load_model

    found = load_model(name)
    card: Card | None = getattr(found, "card", None)
    packs: tuple[Pack, ...] = getattr(found, "packs", ())
    facts: dict[str, str] = getattr(found, "facts", {})
    if facts:
        if json:
            print_json({"name": found.name, "fingerprint": found.fingerprint, "facts": facts})
        else:
            out().print(_listed({"model": f"{found.name} ({found.fingerprint})", **facts}))
        return
    if card is None:
        raise InputError(f"The model {name!r} brings no card.", fix="isogloss model info static shows one.")
    if json:
        taught = [pack.card for pack in packs]
        print_json({"name": found.name, "fingerprint": found.fingerprint, "card": card, "taught": taught})
        return
    console = out()
    for part in (_facts(card, found.fingerprint), _sources(card), scores(card)):
        console.print(part)
        console.print()
    if packs:
        console.print(_taught(packs))
        console.print()
    for limit in card.limits:
        console.print(f"- {limit}", markup=False)


def _taught(packs: tuple[Pack, ...]) -> Table:
    """Return what was taught: a line for each figure of each language."""
    from rich.table import Table

    table = Table(title="Taught beside", title_justify="left", box=None, padding=(0, 2, 0, 0))
    for name in ("language", "rows", "from", "pairs", "held out", "before", "after"):
        table.add_column(name, justify="left" if name in ("language", "from", "held out") else "right")
    for pack in packs:
        pairs = {
            kind: sum(file.used for file in pack.card.files if file.kind == kind)
            for kind in ("lexicon", "bitext")
        }
        for one in pack.card.scores:
            if one.metric == "P@1":
                told = (f"{one.n:,} {one.metric}", f"{one.before:.3f}", f"{one.after:.3f}")
                table.add_row(
                    str(pack.language), f"{len(pack.buckets):,}", one.kind, f"{pairs[one.kind]:,}", *told
                )
    return table


def _facts(card: Card, fingerprint: str) -> Table:
    fields = {
        "model": f"{card.name} ({fingerprint})",
        "what": card.summary,
        "licence": f"{card.licence} (weights)",
        "languages": f"{len(card.languages)} with training text; --json lists them",
        "teacher": card.teacher,
        "trained by": f"{card.command}   (seed {card.seed})",
        "settings": ", ".join(f"{key} {value:g}" for key, value in card.settings.items()),
        "versions": ", ".join(f"{key} {value}" for key, value in card.versions.items()),
        "Unicode": card.unicode,
        "choices by": f"dev splits of {' '.join(card.dev_languages)}",
    }
    return _listed(fields)


def _listed(fields: Mapping[str, str]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for field, value in fields.items():
        table.add_row(field, Text(value))
    return table


def _sources(card: Card) -> Table:
    from rich.table import Table

    table = Table(title="Training text", title_justify="left", box=None, padding=(0, 2, 0, 0))
    table.add_column("source", no_wrap=True)
    table.add_column("licence")
    table.add_column("records", justify="right")
    table.add_column("languages", justify="right")
    table.add_column("sha256", overflow="fold")
    for source in card.sources:
        table.add_row(
            source.name, source.licence, f"{source.records:,}", f"{source.languages}", source.sha256[:16]
        )
    return table


def scores(card: Card) -> Table:
    """Return the scores, best first, four languages to a line."""
    from rich.table import Table

    columns = 4
    values = [score.value for score in card.scores if score.language != "eng_Latn"]
    title = "No scores were measured."
    if values:
        title = (
            f"{card.scores[0].benchmark}, {card.scores[0].metric}, learned from English alone: "
            f"mean {sum(values) / len(values):.3f} over the {len(values)} other languages"
        )
    table = Table(title=title, title_justify="left", box=None, show_header=False, padding=(0, 2, 0, 0))
    for _ in range(columns):
        table.add_column(no_wrap=True)
        table.add_column(justify="right")
    ordered = sorted(card.scores, key=lambda score: (-score.value, score.language))
    for start in range(0, len(ordered), columns):
        line = ordered[start : start + columns]
        table.add_row(*(cell for score in line for cell in (score.language, f"{score.value:.3f}")))
    return table
