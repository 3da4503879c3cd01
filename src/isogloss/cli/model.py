"""``isogloss model``: what a model is, and how to make one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from isogloss.cli.options import Json, KeepGoing, LinesIn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from isogloss.data.rejects import Reject
    from isogloss.models.static.card import Card
    from isogloss.models.static.taught import PackCard
    from isogloss.training.teaching.material import Side

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
    from isogloss.extras import need
    from isogloss.languages import Language
    from isogloss.progress import show_progress

    need("numba", extra="train", purpose="Training the encoder")
    from isogloss.training.static import Settings, train_static
    from isogloss.training.static.own import own_file

    show_progress()
    settings = Settings() if epochs is None else Settings(epochs=epochs)
    left_out = tuple(Language.parse(code.strip()) for code in exclude.split(",") if code.strip())
    own = [own_file(text, "bitext") for text in bitext or ()]
    own += [own_file(text, "lexicon") for text in lexicon or ()]
    card = train_static(
        data, out, own=own, parallel=parallel, seed=seed, settings=settings, measure=measure, exclude=left_out
    )
    console().print(_scores(card))
    console().print(f"Use it as static:{out}", markup=False)


@app.command()
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
