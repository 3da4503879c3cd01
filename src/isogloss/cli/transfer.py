"""``isogloss transfer`` and ``isogloss predict``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from isogloss.cli.options import Data, Id, Json, KeepGoing, Label, LanguageColumn, Ray, Text


def transfer(
    data: Data,
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
    model: Annotated[
        str, typer.Option(help="The encoder: static, static:FOLDER, hf:NAME or openai:NAME@URL.")
    ] = "static",
    recipes: Annotated[
        str,
        typer.Option(
            help="A list of zero-shot, few-shot:K, target-supervised, pooled, translate-train, "
            "translate-test, code-switched, prompted:K, self-translate … (docs/recipes.md) or TOML files."
        ),
    ] = "zero-shot",
    translator: Annotated[
        str,
        typer.Option(metavar="NAME", help="For translate-train and -test: lexicon:FILE, hf:NAME, openai:…"),
    ] = "",
    lexicon: Annotated[
        list[str] | None, typer.Option(metavar="L=FILE", help="For code-switched: a word list a language.")
    ] = None,
    heads: Annotated[
        str,
        typer.Option(
            metavar="LIST",
            help="What is trained on the model: logreg,bigru,cnn,char-cnn,finetuned,… [default: the task's]",
        ),
    ] = "",
    finetune: Annotated[
        Literal["none", "full", "lora"],
        typer.Option(help="Also train the model itself (hf:…), whole or by low-rank updates."),
    ] = "none",
    out: Annotated[
        Path | None,
        typer.Option(help="The run folder; the same command again resumes it. [default: runs/DATA-…]"),
    ] = None,
    train_split: Annotated[str, typer.Option(help="What the training split is called.")] = "train",
    dev_split: Annotated[str, typer.Option(help="What the development split is called.")] = "dev",
    test_split: Annotated[str, typer.Option(help="What the test split is called.")] = "test",
    text: Text = None,
    label: Label = None,
    language: LanguageColumn = None,
    id_column: Id = None,
    class_weights: Annotated[
        Literal["recipe", "none", "balanced"], typer.Option(help="Weigh classes by how rare they are.")
    ] = "recipe",
    seed: Annotated[
        int | None, typer.Option(min=0, max=2**32 - 1, help="Of folds, draws and intervals. [default: 0]")
    ] = None,
    cross_questions: Annotated[
        bool,
        typer.Option(
            "--cross-questions", help="Ask the questions of every test language about the passages of all."
        ),
    ] = False,
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0 means one a core.")] = 0,
    ray: Ray = None,
    keep_going: KeepGoing = False,
    json: Json = False,
) -> None:
    """Learn from one language's labels; score in all others.

    Prints a table, and writes a run folder with every prediction, the trained predictors and a report.
    """
    from isogloss.cli.console import finish, remark
    from isogloss.cli.workforce import workforce
    from isogloss.data.columns import Columns
    from isogloss.progress import show_progress
    from isogloss.runs.asked import remarks
    from isogloss.transfer import Settings, SplitNames
    from isogloss.transfer import transfer as run_transfer

    show_progress(not json and os.isatty(2))
    run = run_transfer(
        data,
        source=[name for part in source for name in part.split(",") if name],
        target=target,
        model=model,
        recipes=[name.strip() for name in recipes.split(",") if name.strip()],
        out=out,
        workers=workforce(ray, workers, os.cpu_count() or 1),
        settings=Settings(
            columns=Columns(text=text, label=label, language=language, id=id_column),
            splits=SplitNames(train_split, dev_split, test_split),
            weights=None if class_weights == "recipe" else class_weights,
            seed=seed,
            translator=translator,
            lexicon=tuple(lexicon or ()),
            heads=tuple(name.strip() for name in heads.split(",") if name.strip()),
            finetune=finetune,
            cross_questions=cross_questions,
            keep_going=keep_going,
        ),
    )
    for said in remarks(run.rows()):
        remark(said)
    finish(run, json=json)


def predict(
    run: Annotated[Path, typer.Argument(help="A run folder that isogloss transfer wrote.")],
    language: Annotated[str, typer.Option(metavar="LANGUAGE", help="The language of the texts.")],
    input: Annotated[str, typer.Option(help="A file; - is standard input.")] = "-",  # noqa: A002  the option's name
    format: Annotated[  # noqa: A002  the option's name
        Literal["text", "tsv", "csv", "jsonl"] | None,
        typer.Option(help="What comes in. [default: by the file's ending, else text, a line each]"),
    ] = None,
    text: Text = None,
    system: Annotated[
        str | None, typer.Option(help="For example tfidf+logreg. [default: the best on the source]")
    ] = None,
    recipe: Annotated[
        str | None, typer.Option(help="For example few-shot-10. [default: the best on the source]")
    ] = None,
) -> None:
    """Label texts with what a transfer trained.

    A line in, a line out, in the same order.

    Lines of text come back as label, probability and text, separated by tabs; rows of a table and JSON
    objects come back whole, with predicted and probability added. Texts that are judged together (pairs;
    a premise and its choices; a question and its passage) stand on one line with tabs between, or in
    columns of their own: --text sentence1+sentence2 names them. Where words are tagged, the label is each
    word with its tag, word/TAG.
    """
    from itertools import tee

    from isogloss.cli.console import remark
    from isogloss.data.unlabelled import Answer, open_texts
    from isogloss.languages.display import visible
    from isogloss.transfer import predict as label
    from isogloss.transfer.prediction import task_of

    source = open_texts(input, kind=format, column=text, task=task_of(run))
    items, again = tee(source.items)
    predicted = label(run, (item.text for item in items), language=language, system=system, recipe=recipe)
    if source.header is not None:
        print(source.header)
    guesses = unread = count = 0
    for item, one in zip(again, predicted, strict=True):
        line = item.answered(Answer(str(one), one.probability, one.others))
        # A file gets every character as it is; a terminal none that could move or hide others.
        print("\t".join(map(visible, line.split("\t"))) if sys.stdout.isatty() else line)
        count, guesses, unread = count + 1, guesses + (not one.known), unread + bool(one.unread)
    if guesses:
        remark(f"{guesses:,} of {count:,} texts hold nothing that the model knows: their labels are guesses.")
    if unread:
        remark(f"Of {unread:,} of {count:,} answers of the model nothing could be read.")
