"""``isogloss model``: what a model is, and how to make one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from isogloss.cli.options import LinesIn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from isogloss.models.static.card import Card

app = typer.Typer(help="What a model is made of, and how to train your own.", no_args_is_help=True)


@app.callback()
def model() -> None:
    """Say what a model is made of, and train your own."""


@app.command()
def info(
    name: Annotated[str, typer.Argument(help="static, or static:FOLDER.")] = "static",
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
    if card is None:
        raise InputError(f"The model {name!r} brings no card.", fix="isogloss model info static shows one.")
    if json:
        print_json({"name": found.name, "fingerprint": found.fingerprint, "card": card})
        return
    console = out()
    for part in (_facts(card, found.fingerprint), _sources(card), _scores(card)):
        console.print(part)
        console.print()
    for limit in card.limits:
        console.print(f"- {limit}", markup=False)


def _facts(card: Card, fingerprint: str) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
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


def _scores(card: Card) -> Table:
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


@app.command("train-static")
def train_static(
    data: Annotated[Path, typer.Option(help="The folder that holds the sources; see docs/encoder.md.")],
    out: Annotated[Path, typer.Option(help="Where weights and card go.")],
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
    from isogloss.extras import need
    from isogloss.languages import Language
    from isogloss.progress import show_progress

    need("numba", extra="train", purpose="Training the encoder")
    from isogloss.training.static import Settings, train_static

    show_progress()
    settings = Settings() if epochs is None else Settings(epochs=epochs)
    left_out = tuple(Language.parse(code.strip()) for code in exclude.split(",") if code.strip())
    card = train_static(data, out, seed=seed, settings=settings, measure=measure, exclude=left_out)
    console().print(_scores(card))
    console().print(f"Use it as static:{out}", markup=False)


@app.command()
def export(
    out: Annotated[Path, typer.Option(help="FILE.vec or FILE.vec.gz (word2vec's text format), or FILE.npy.")],
    name: Annotated[str, typer.Argument(help="static, or static:FOLDER.")] = "static",
    words: Annotated[str, typer.Option(metavar="FILE", help="A word a line; - is standard input.")] = "-",
    language: LinesIn = None,
) -> None:
    """Write the vectors of a list of words.

    For gensim, MUSE, VecMap and all that reads word2vec's format.
    """
    import sys

    from isogloss.cli.console import remark
    from isogloss.models.wordvectors import export_words
    from isogloss.progress import show_progress

    show_progress(sys.stderr.isatty())
    done = export_words(_words(words), out, model=name, language=language)
    if done.repeated:
        remark(f"Repeated, and written once: {done.repeated:,}.")
    if done.unknown:
        remark(f"Left out, for {name} knows nothing in them: {done.unknown:,}.")
    print(f"{done.path}: {done.words:,} words, {done.dimensions} dimensions")


def _words(place: str) -> Iterator[str]:
    """Yield the lines of a file or of standard input; raises BadRow for a line of several columns."""
    from isogloss.cli.lines import lines_in
    from isogloss.data.lines import read_lines
    from isogloss.errors import BadRow

    lines = enumerate(lines_in(), 1) if place == "-" else read_lines(place)
    for number, line in lines:
        if "\t" in line:
            where = "standard input" if place == "-" else place
            raise BadRow(
                f"{where}:{number}: a tab, where one word a line was expected.",
                fix="Take one column first, for example with: cut -f1",
            )
        yield line
