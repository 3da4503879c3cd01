"""``isogloss data check``: what a data set holds."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from isogloss.cli.options import Data, Id, Json, Label, LanguageColumn, Text

if TYPE_CHECKING:
    from rich.table import Table

    from isogloss.data.checking import Check, LanguageCheck


def check(
    data: Data,
    text: Text = None,
    label: Label = None,
    language: LanguageColumn = None,
    id_column: Id = None,
    json: Json = False,
) -> None:
    """Say what was understood of a data set.

    Languages, splits, classes, lengths, duplicates, leaks, odd scripts. Every row is read and
    nothing stops the reading. Exit code 0; 2 if no row can be used; 3 if a file could not be read.
    """
    from isogloss.cli.console import print_json, remark
    from isogloss.data.advice import advice
    from isogloss.data.checking import check
    from isogloss.data.columns import Columns
    from isogloss.data.loading import load_dataset
    from isogloss.progress import show_progress

    dataset = load_dataset(data, columns=Columns(text=text, label=label, language=language, id=id_column))
    show_progress(not json and sys.stderr.isatty())
    found = check(dataset)
    if json:
        print_json({"check": found, "look_at": advice(found)})
    else:
        for said in found.remarks:
            remark(said)
        _show(found, advice(found))
    if found.unreadable:
        raise typer.Exit(3)


def _show(found: Check, look_at: tuple[str, ...]) -> None:
    from rich.text import Text

    from isogloss.cli.console import out
    from isogloss.languages.display import visible

    console = out()
    console.print(_languages(found))
    console.print()
    if any(split.classes for item in found.languages for split in item.splits):
        console.print(_classes(found))
        console.print()
    if not look_at:
        console.print("Nothing to look at: every row can be used.")
        return
    console.print("What to look at", style="bold")
    for sentence in look_at:
        console.print(Text(f"- {visible(sentence)}"))


def _languages(found: Check) -> Table:
    from rich.table import Table
    from rich.text import Text

    from isogloss.data.wording import counted

    splits = _split_names(found)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(counted(len(found.languages), "language"), no_wrap=True)
    for name in (*splits, "classes", "chars", "words"):
        table.add_column(Text(name), justify="right", overflow="fold")
    table.add_column("findings", overflow="fold")
    for item in found.languages:
        rows = {split.split: split.rows for split in item.splits}
        longest = max(item.splits, key=lambda split: split.rows)
        table.add_row(
            item.language,
            *(f"{rows[name]:,}" if name in rows else "-" for name in splits),
            str(len({label for split in item.splits for label in split.classes})),
            f"{longest.characters.median:,}",
            f"{longest.words.median:,}",
            _findings(item),
        )
    table.caption = "chars, words: median of the largest split"
    table.caption_justify = "left"
    return table


def _findings(item: LanguageCheck) -> str:
    counts = {
        "refused": sum(split.refused for split in item.splits),
        "repeated": sum(split.duplicates for split in item.splits),
        "leaked": sum(leak.rows for leak in item.leaks),
        "script": sum(sum(split.scripts.values()) for split in item.splits),
    }
    return ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)


def _classes(found: Check) -> Table:
    from collections import Counter

    from rich.table import Table
    from rich.text import Text

    from isogloss.data.wording import counted
    from isogloss.languages.display import visible

    splits = _split_names(found)
    counts: dict[str, Counter[str]] = {}
    spread: Counter[str] = Counter()
    for item in found.languages:
        for split in item.splits:
            for label, rows in split.classes.items():
                counts.setdefault(label, Counter())[split.split] += rows
        spread.update({label for split in item.splits for label in split.classes})
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(counted(len(counts), "class", "classes"), overflow="fold")
    for name in (*splits, "languages"):
        table.add_column(Text(name), justify="right", overflow="fold")
    for label, by_split in sorted(counts.items(), key=lambda entry: (-entry[1].total(), entry[0])):
        table.add_row(
            Text(visible(label, limit=40)), *(f"{by_split[name]:,}" for name in splits), f"{spread[label]:,}"
        )
    return table


def _split_names(found: Check) -> list[str]:
    from isogloss.data.layout import ordered

    return ordered({split.split for item in found.languages for split in item.splits})
