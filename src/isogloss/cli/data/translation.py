"""``isogloss data translate``: a whole data set in other languages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from isogloss.cli.options import Data, Json, KeepGoing

if TYPE_CHECKING:
    from isogloss.bitext.translation import Translated


def translate(
    data: Data,
    target: Annotated[
        str, typer.Option("--to", metavar="L,L", help="The languages to translate into: swh,hin.")
    ],
    translator: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="lexicon:FILE ({target} in it stands for a code), hf:NAME-or-folder, ct2:FOLDER, "
            "openai:NAME@URL or identity.",
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the translated data set goes.")],
    source: Annotated[
        str | None, typer.Option("--from", metavar="L", help="The language to translate from.")
    ] = None,
    columns: Annotated[
        str, typer.Option(metavar="A,B", help="The columns to translate; found by name without.")
    ] = "",
    keep: Annotated[
        str, typer.Option(metavar="A,B", help="Columns never to translate, such as one of SQL.")
    ] = "",
    glossary: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="TSV of terms to keep, or with what to write for them."),
    ] = None,
    free_numbers: Annotated[
        bool, typer.Option("--free-numbers", help="Let the translator rewrite numbers; otherwise they stay.")
    ] = False,
    keep_going: KeepGoing = False,
    json: Json = False,
) -> None:
    """Translate a data set without breaking it.

    Code, maths, placeholders and structure stay as they were.

    Every file keeps its format and columns; the original text stands beside. Interrupted, the same
    command goes on where it was.
    """
    from isogloss.bitext.translation import TranslationRequest, translate_data
    from isogloss.cli.console import print_json
    from isogloss.cli.lists import listed
    from isogloss.languages import Language
    from isogloss.models.translators.table import load_translator
    from isogloss.progress import show_progress

    request = TranslationRequest(
        data=Path(data),
        out=out,
        targets=tuple(dict.fromkeys(Language.parse(part) for part in listed(target, "--to"))),
        source=Language.given(source),
        columns=listed(columns, "--columns"),
        keep=listed(keep, "--keep"),
        glossary=glossary,
        numbers=not free_numbers,
        keep_going=keep_going,
    )
    show_progress(not json and sys.stderr.isatty())
    done = translate_data(request, load_translator(translator))
    if json:
        print_json({"out": str(out), "translator": translator, "languages": [_record(one) for one in done]})
    else:
        _show(done, out)


def _record(done: Translated) -> dict[str, object]:
    return {
        "language": str(done.language),
        "files": [str(path) for path in done.files],
        "rows": done.rows,
        "texts_asked": done.asked,
        "texts_known": done.known,
        "pieces": done.pieces,
        "pieces_cut_finer": done.finer,
        "pieces_kept": done.kept,
        "doubts": dict(sorted(done.doubts.items())),
    }


def _show(done: list[Translated], out_folder: Path) -> None:
    from rich.table import Table

    from isogloss.cli.console import out, remark

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("language", "rows", "asked", "known", "pieces", "kept"):
        table.add_column(name, justify="left" if name == "language" else "right", no_wrap=True)
    table.add_column("to look at", overflow="fold")
    for one in done:
        doubts = ", ".join(f"{count:,} {reason}" for reason, count in sorted(one.doubts.items()))
        counts = (one.rows, one.asked, one.known, one.pieces, one.kept)
        table.add_row(str(one.language), *(f"{count:,}" for count in counts), doubts or "-")
    out().print(table)
    for said in dict.fromkeys(said for one in done for said in one.remarks):
        remark(said)
    remark(
        f"Written to {out_folder}."
        + (f" {out_folder / 'doubts.jsonl'} says what to look at." if any(one.doubts for one in done) else "")
    )
