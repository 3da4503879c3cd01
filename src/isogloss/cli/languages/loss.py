"""``isogloss languages lost``: what a tokenizer throws away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from isogloss.cli.options import Json, LinesIn

if TYPE_CHECKING:
    from isogloss.languages.loss import BrokenWord, Kept, Loss

_SCRIPTS: Final = 5
# A dictionary's words are up to three of our pieces long in Thai; longer tokens are clauses.
_COARSE: Final = 4.0
_NAMES: Final = {"Zinh": "marks of any script", "Zyyy": "shared by scripts"}


def lost(
    tokenizer: Annotated[
        str,
        typer.Option(
            "--tokenizer",
            metavar="NAME",
            help="ours, ours:search, ours:high, whitespace, re:PATTERN (Python's own), regex:PATTERN (the "
            "package's), bm25s (extra search), hf:FOLDER or hf:NAME (extra tokenizers).",
        ),
    ],
    language: LinesIn = None,
    json: Json = False,
) -> None:
    """Say which letters and words a tokenizer throws away.

    Reads lines from standard input; prints one table.
    """
    from isogloss.cli.console import print_json
    from isogloss.cli.lines import lines_in
    from isogloss.languages import Language
    from isogloss.languages import loss as report
    from isogloss.progress import track

    known = Language.given(language)
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
        "words_per_sentence": found.words_per_sentence,
        "mean_token_length": found.mean_token_length,
        "mean_word_length": found.mean_word_length,
    }


def _kept(found: Loss) -> list[tuple[str, Kept]]:
    return [("letters", found.letters), ("words", found.words)]


def _show(found: Loss) -> None:
    """Print a table that fits the terminal, or 80 columns."""
    from rich.text import Text

    from isogloss.cli.console import out

    console = out()
    rows = _rows(found, console.is_terminal)
    width = max(len(field) for field, _ in rows) + 2
    for field, parts in rows:
        for at, line in enumerate(_lines(parts, console.width - width)):
            shown = Text.assemble((("" if at else field).ljust(width), "bold"), line)
            console.print(shown, soft_wrap=True)


def _lines(parts: list[str], width: int) -> list[str]:
    """Return parts joined by commas, or a line each where one ends one; no part is taken apart."""
    from rich.cells import cell_len

    lines = [parts[0]]
    for part in parts[1:]:
        joined = f"{lines[-1]}, {part}"
        if lines[-1].endswith("\n") or cell_len(joined) > width:
            lines.append(part)
        else:
            lines[-1] = joined
    return [line.removesuffix("\n") for line in lines]


def _rows(found: Loss, terminal: bool) -> list[tuple[str, list[str]]]:
    words = f"(as our words: {found.words_per_sentence:.1f})"
    length = f"(of our words: {found.mean_word_length:.1f})"
    rows = [
        ("letters kept", [_share(found.letters)]),
        ("words kept whole", [_share(found.words)]),
        ("tokens per sentence", [f"{found.tokens_per_sentence:.1f} {words}"]),
        ("mean token length", [f"{found.mean_token_length:.1f} characters {length}"]),
        ("", ["Tokens hold several words each: a search finds hardly any."] if _coarse(found) else []),
        ("read", [f"{found.lines:,} lines, {found.sentences:,} sentences, {found.tokens:,} tokens"]),
        ("not in the text", [f"{found.nowhere:,} tokens"] if found.nowhere else []),
        ("letters by script", _scripts(found)),
        ("lost most often", [f"{_shown(one, terminal)} {times:,}" for one, times in found.lost_characters]),
        ("broken words", [_broken(word, terminal) for word in found.broken_words[:5]]),
    ]
    return [(field, parts) for field, parts in rows if parts]


def _coarse(found: Loss) -> bool:
    """Whether tokens are so much longer than words that words pass for clauses."""
    return found.mean_token_length > _COARSE * found.mean_word_length > 0


def _share(kept: Kept) -> str:
    if not kept.total:
        return "nothing to keep"
    # What is not all is never shown as 100 %.
    percent = f"{kept.share:.1%}"
    shown = "99.9%" if percent == "100.0%" and kept.kept < kept.total else percent
    return f"{shown} ({kept.kept:,} of {kept.total:,})"


def _scripts(found: Loss) -> list[str]:
    """Return the scripts that lost the largest share first, at most five of them."""
    from isogloss.languages.codes import script_names

    if len(found.scripts) < 2:
        return []
    names = {**script_names(), **_NAMES}
    worst = sorted(found.scripts.items(), key=lambda item: item[1].share)
    shown = [f"{names.get(script, script)} ({script}) {_share(kept)}\n" for script, kept in worst[:_SCRIPTS]]
    more = len(worst) - _SCRIPTS
    return [*shown, f"and {more} more, {_share(_sum(worst[_SCRIPTS:]))}\n"] if more > 0 else shown


def _sum(scripts: list[tuple[str, Kept]]) -> Kept:
    from isogloss.languages.loss import Kept

    return Kept(sum(kept.total for _, kept in scripts), sum(kept.kept for _, kept in scripts))


def _broken(word: BrokenWord, terminal: bool) -> str:
    from isogloss.languages.display import visible

    pieces = visible(" ".join(word.pieces)) or "(nothing)"
    return f"{_apart(visible(word.word), terminal)} → {_apart(pieces, terminal)}\n"


def _shown(character: str, terminal: bool) -> str:
    """Return a character that can be seen: a mark on a dotted circle."""
    import unicodedata

    from isogloss.languages.display import visible

    carrier = "\u25cc" if unicodedata.category(character).startswith("M") else ""
    return _apart(f"{carrier}{visible(character)}", terminal)


def _apart(text: str, terminal: bool) -> str:
    """Return text isolated from what stands around it, where someone looks at it and none reads it on."""
    return f"\u2068{text}\u2069" if terminal else text
