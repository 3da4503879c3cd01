"""``isogloss transfer`` and ``isogloss predict``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal, Optional

import typer


def transfer(
    data: Annotated[str, typer.Argument(help="A folder, a file, or hf:NAME; see docs/data.md.")],
    source: Annotated[
        list[str], typer.Option("--from", metavar="LANGUAGE", help="Whose labels to learn from.")
    ],
    target: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="LANGUAGES",
            help="all, or a list: swh,hin,script:Deva,family:Bantu,seen,unseen; a leading - takes away.",
        ),
    ] = "all",
    model: Annotated[str, typer.Option(help="The encoder: static or static:FOLDER.")] = "static",
    recipes: Annotated[
        str,
        typer.Option(help="A list of zero-shot, few-shot:K, target-supervised, pooled or TOML files."),
    ] = "zero-shot",
    out: Annotated[
        Optional[Path],  # noqa: UP045  typer reads it at run time
        typer.Option(help="The run folder; the same command again resumes it. [default: runs/DATA-…]"),
    ] = None,
    train_split: Annotated[str, typer.Option(help="What the training split is called.")] = "train",
    dev_split: Annotated[str, typer.Option(help="What the development split is called.")] = "dev",
    test_split: Annotated[str, typer.Option(help="What the test split is called.")] = "test",
    text_column: Annotated[str, typer.Option(help="The column of the text; A+B joins two.")] = "",
    label_column: Annotated[str, typer.Option(help="The column of the label.")] = "",
    class_weights: Annotated[
        Literal["recipe", "none", "balanced"], typer.Option(help="Weigh classes by how rare they are.")
    ] = "recipe",
    seed: Annotated[int, typer.Option(min=0, help="Of folds, draws and intervals.")] = 0,
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0 means one a core.")] = 0,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Set bad rows aside, and count them, instead of stopping.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Learn from one language's labels, predict and score in all others.

    Prints a table, and writes a run folder with every prediction, the trained predictors and a report.
    """
    from isogloss.cli.console import finish
    from isogloss.data.columns import Columns
    from isogloss.data.loading import load_dataset
    from isogloss.progress import show_progress
    from isogloss.transfer import Settings, SplitNames
    from isogloss.transfer import transfer as run_transfer

    show_progress(not json and os.isatty(2))
    columns = Columns(text=text_column or None, label=label_column or None)
    run = run_transfer(
        load_dataset(data, columns=columns),
        source=[name for part in source for name in part.split(",") if name],
        target=target,
        model=model,
        recipes=[name.strip() for name in recipes.split(",") if name.strip()],
        out=out,
        workers=workers or os.cpu_count() or 1,
        settings=Settings(
            splits=SplitNames(train_split, dev_split, test_split),
            weights=None if class_weights == "recipe" else class_weights,
            seed=seed,
            keep_going=keep_going,
        ),
    )
    finish(run, json=json)
