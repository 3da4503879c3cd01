"""``isogloss languages lost``: what a tokenizer throws away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from isogloss.cli.options import Json, LinesIn

if TYPE_CHECKING:
    from isogloss.languages.loss import Kept, Loss


def lost(
    tokenizer: Annotated[
        str,
        typer.Option(
            "--tokenizer",
            metavar="NAME",
            help="ours, ours:search, ours:high, bm25s, whitespace, regex:PATTERN, hf:FOLDER or hf:NAME.",
        ),
    ],
    language: LinesIn = None,
    json: Json = False,
) -> None:
    """Read lines from standard input; say which letters and words a tokenizer throws away."""
    from isogloss.cli.console import print_json
    from isogloss.cli.lines import lines_in
    from isogloss.languages import Language
    from isogloss.languages import loss as report
    from isogloss.progress import track

    known = None if language is None else Language.parse(language)
    cut = report.tokenizer(tokenizer, known)
    found = report.lost(track(lines_in(), label=tokenizer, unit="line"), cut, known)
    if json:
        print_json({"tokenizer": tokenizer, "language": str(known) if known else None, **_document(found)})
    else:
        _show(found)


def _document(found: Loss) -> dict[str, object]:
    """Return the record and the figures made from it."""
    import msgspec

    shares = {
        name: {"total": kept.total, "kept": kept.kept, "share": kept.share} for name, kept in _kept(found)
    }
    return {
        **msgspec.to_builtins(found),
        "letters": shares["letters"],
        "words": shares["words"],
        "tokens_per_sentence": found.tokens_per_sentence,
        "mean_token_length": found.mean_token_length,
    }


def _kept(found: Loss) -> list[tuple[str, Kept]]:
    return [("letters", found.letters), ("words", found.words)]


def _show(found: Loss) -> None:
    """Print a table that fits 80 columns."""
    from rich.table import Table
    from rich.text import Text

    from isogloss.cli.console import out

    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for field, value in _rows(found):
        table.add_row(field, Text(value))
    out().print(table)


def _rows(found: Loss) -> list[tuple[str, str]]:
    from isogloss.languages.display import visible

    lost_characters = ", ".join(f"{_shown(one)}\u00a0{times:,}" for one, times in found.lost_characters)
    broken = "\n".join(
        f"\u2068{visible(word.word)}\u2069 → \u2068{visible(' '.join(word.pieces)) or '(nothing)'}\u2069"
        for word in found.broken_words[:5]
    )
    rows = [
        ("letters kept", _share(found.letters)),
        ("words kept whole", _share(found.words)),
        ("tokens per sentence", f"{found.tokens_per_sentence:.1f}"),
        ("mean token length", f"{found.mean_token_length:.1f} characters"),
        ("read", f"{found.lines:,} lines, {found.sentences:,} sentences, {found.tokens:,} tokens"),
        ("not in the text", f"{found.nowhere:,} tokens" if found.nowhere else ""),
        ("letters by script", _scripts(found)),
        ("lost most often", lost_characters),
        ("broken words", broken),
    ]
    return [(field, value) for field, value in rows if value]


def _share(kept: Kept) -> str:
    if not kept.total:
        return "nothing to keep"
    # What is not all is never shown as 100 %.
    percent = f"{kept.share:.1%}"
    shown = "99.9%" if percent == "100.0%" and kept.kept < kept.total else percent
    return f"{shown} ({kept.kept:,} of {kept.total:,})"


def _scripts(found: Loss) -> str:
    if len(found.scripts) < 2:
        return ""
    return "\n".join(f"{script} {_share(kept)}" for script, kept in list(found.scripts.items())[:5])


def _shown(character: str) -> str:
    """Return a character that can be seen: a mark on a dotted circle, isolated from what stands around it."""
    import unicodedata

    from isogloss.languages.display import visible

    carrier = "\u25cc" if unicodedata.category(character).startswith("M") else ""
    return f"\u2068{carrier}{visible(character)}\u2069"
