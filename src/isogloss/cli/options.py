"""Options that several commands share, each declared once."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

Data: TypeAlias = Annotated[
    str,
    typer.Argument(
        help="A folder, a file with a language column, - or hf:NAME; see docs/data.md.", metavar="DATA"
    ),
]
Text: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--text",
        metavar="COLUMN",
        help="The text column, or two: headline+text.",
        rich_help_panel="Languages and data",
    ),
]
Label: TypeAlias = Annotated[
    str | None,
    typer.Option("--label", metavar="COLUMN", help="The label column.", rich_help_panel="Languages and data"),
]
LanguageColumn: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="COLUMN",
        help="The column that names the language, in files of many.",
        rich_help_panel="Languages and data",
    ),
]
Id: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--id",
        metavar="COLUMN",
        help="The id column; none numbers the rows.",
        rich_help_panel="Languages and data",
    ),
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
LinesIn: TypeAlias = Annotated[
    str | None,
    typer.Option("--language", metavar="LANGUAGE", help="The language of the lines: hin, sw, Thai."),
]
Ray: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--ray",
        metavar="ADDRESS",
        help="Work on a Ray cluster: local, auto, HOST:PORT; docs/clusters.md.",
        rich_help_panel="Run",
    ),
]
KeepGoing: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--keep-going",
        help="Set bad rows aside, and count them, instead of stopping.",
        rich_help_panel="Languages and data",
    ),
]
