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


def predict(
    run: Annotated[Path, typer.Argument(help="A run folder that isogloss transfer wrote.")],
    language: Annotated[str, typer.Option(metavar="LANGUAGE", help="The language of the texts.")],
    input: Annotated[str, typer.Option(help="A file; - is standard input.")] = "-",  # noqa: A002  the option's name
    format: Annotated[  # noqa: A002  the option's name
        Optional[Literal["text", "tsv", "csv", "jsonl"]],  # noqa: UP045  typer reads it at run time
        typer.Option(help="What comes in. [default: by the file's ending, else text, a line each]"),
    ] = None,
    text_column: Annotated[str, typer.Option(help="The column of the text; A+B joins two.")] = "",
    system: Annotated[
        str, typer.Option(help="For example tfidf+logreg. [default: the best on the source]")
    ] = "",
    recipe: Annotated[
        str, typer.Option(help="For example few-shot-10. [default: the best on the source]")
    ] = "",
) -> None:
    """Label texts with what a transfer trained: a line in, a line out, in the same order.

    Lines of text come back as label, probability and text, separated by tabs; rows of a table and JSON
    objects come back whole, with predicted and probability added.
    """
    from itertools import tee

    from isogloss.data.unlabelled import Answer, open_texts
    from isogloss.transfer import predict as label

    source = open_texts(input, kind=format, column=text_column or None)
    items, again = tee(source.items)
    predicted = label(
        run, (item.text for item in items), language=language, system=system or None, recipe=recipe or None
    )
    if source.header is not None:
        print(source.header)
    for item, one in zip(again, predicted, strict=True):
        print(item.answered(Answer(one.label, one.probability)))
