"""``isogloss transfer`` and ``isogloss predict``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Final, Literal

import typer

from isogloss.cli.options import Data, Id, Json, KeepGoing, Label, LanguageColumn, Ray, Text

_DATA: Final = "Languages and data"
_RECIPES: Final = "Recipes"
_MODEL: Final = "Model"
_RUN: Final = "Run"


def transfer(
    data: Data,
    source: Annotated[
        list[str],
        typer.Option("--from", metavar="LANGUAGE", help="Whose labels to learn from.", rich_help_panel=_DATA),
    ],
    target: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="LANGUAGES",
            help="all, or a list of swh, hin, script:Deva, family:Bantu, seen, unseen with commas between; "
            "a leading - takes away.",
            rich_help_panel=_DATA,
        ),
    ] = "all",
    text: Text = None,
    label: Label = None,
    language: LanguageColumn = None,
    id_column: Id = None,
    train_split: Annotated[
        str, typer.Option(metavar="NAME", help="What the training split is called.", rich_help_panel=_DATA)
    ] = "train",
    dev_split: Annotated[
        str, typer.Option(metavar="NAME", help="What the development split is called.", rich_help_panel=_DATA)
    ] = "dev",
    test_split: Annotated[
        str, typer.Option(metavar="NAME", help="What the test split is called.", rich_help_panel=_DATA)
    ] = "test",
    cross_questions: Annotated[
        bool,
        typer.Option(
            "--cross-questions",
            help="Ask the questions of every test language about the passages of all.",
            rich_help_panel=_DATA,
        ),
    ] = False,
    keep_going: KeepGoing = False,
    recipes: Annotated[
        str,
        typer.Option(
            metavar="LIST",
            help="One or more, commas between (docs/recipes.md says when to use which). "
            "The source's labels: zero-shot, multi-source, romanised, transliterated-test. "
            "With texts of the target: self-training, corpus-graph. "
            "With a translator or lists of words: translate-train, translate-test, code-switched, "
            "entity-switched, filter. "
            "With labels of the target: few-shot:K, setfit:K, pet:K, self-distillation, target-supervised, "
            "pooled. "
            "Fine-tuned: average-checkpoints, average-runs. "
            "Asked: prompted:K, self-translate:K. "
            "Or a TOML file of your own.",
            rich_help_panel=_RECIPES,
        ),
    ] = "zero-shot",
    translator: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="For translate-train, translate-test, filter: lexicon:FILE, hf:NAME, openai:NAME@URL.",
            rich_help_panel=_RECIPES,
        ),
    ] = "",
    lexicon: Annotated[
        list[str] | None,
        typer.Option(
            metavar="L=FILE",
            help="For code-switched, entity-switched: a language's list of words; once a language.",
            rich_help_panel=_RECIPES,
        ),
    ] = None,
    class_weights: Annotated[
        Literal["recipe", "none", "balanced"],
        typer.Option(
            metavar="HOW",
            help="Weigh classes by how rare they are: balanced, none, or as the recipe says.",
            rich_help_panel=_RECIPES,
        ),
    ] = "recipe",
    model: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="static, static:FOLDER, hf:NAME-or-folder, or openai:NAME@URL (docs/models.md).",
            rich_help_panel=_MODEL,
        ),
    ] = "static",
    heads: Annotated[
        str,
        typer.Option(
            metavar="LIST",
            help="What is trained on the model: logreg, bigru, cnn, char-cnn, finetuned …, commas between. "
            "[default: the task's]",
            rich_help_panel=_MODEL,
        ),
    ] = "",
    finetune: Annotated[
        Literal["none", "full", "lora"],
        typer.Option(
            metavar="HOW",
            help="Also train the model itself (hf:…): full, or lora for low-rank updates.",
            rich_help_panel=_MODEL,
        ),
    ] = "none",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="The run folder; the same command again resumes it. [default: runs/DATA-…]",
            rich_help_panel=_RUN,
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=0,
            max=2**32 - 1,
            help="Of folds, draws and intervals. [default: 0]",
            rich_help_panel=_RUN,
        ),
    ] = None,
    workers: Annotated[
        int,
        typer.Option(metavar="N", min=0, help="Processes; 0 means one a core.", rich_help_panel=_RUN),
    ] = 0,
    ray: Ray = None,
    json: Json = False,
) -> None:
    """Learn from one language's labels; score in all others.

    Prints a table, and writes a run folder with every prediction, the trained predictors and a report.
    """
    from isogloss.cli.console import finish, remark
    from isogloss.cli.lists import listed
    from isogloss.cli.workforce import workforce
    from isogloss.data.columns import Columns
    from isogloss.progress import show_progress
    from isogloss.runs.asked import remarks
    from isogloss.transfer import Settings, SplitNames
    from isogloss.transfer import transfer as run_transfer

    show_progress(not json and os.isatty(2))
    run = run_transfer(
        data,
        source=[name for part in source for name in listed(part, "--from")],
        target=target,
        model=model,
        recipes=listed(recipes, "--recipes"),
        out=out,
        workers=workforce(ray, workers, os.cpu_count() or 1),
        settings=Settings(
            columns=Columns(text=text, label=label, language=language, id=id_column),
            splits=SplitNames(train_split, dev_split, test_split),
            weights=None if class_weights == "recipe" else class_weights,
            seed=seed,
            translator=translator,
            lexicon=tuple(lexicon or ()),
            heads=listed(heads, "--heads"),
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
