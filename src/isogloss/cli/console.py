"""The two streams of a terminal: results go out, remarks go beside."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console


def out() -> Console:
    """Return the console for results, on standard output."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=not sys.stdout.isatty(), emoji=False)


def remark(text: str) -> None:
    """Print one line beside the results, on standard error; ``text`` is text, never markup."""
    from isogloss.languages.display import visible

    print(visible(text), file=sys.stderr)


def print_json(document: Any) -> None:  # noqa: ANN401  msgspec takes any record or builtin
    """Print one JSON document on standard output."""
    import msgspec

    sys.stdout.write(msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n")
