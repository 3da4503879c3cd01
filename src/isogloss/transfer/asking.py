"""What came of asking a model: how much could be read, and its answers as it gave them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from isogloss.data.examples import Example
from isogloss.models.endpoints.cache import Spent
from isogloss.models.endpoints.settings import prices
from isogloss.runs.engine import Run
from isogloss.runs.writing import write_bytes
from isogloss.training.heads.head import Head
from isogloss.training.heads.prompted import PromptedHead
from isogloss.training.predicted import Predicted

UNREAD: Final = "unread"
ENGLISH: Final = "english_prompts"
TOKENS: Final = ("tokens_read", "tokens_written")


class Said(Struct, frozen=True):
    """An answer as the model gave it, what was read of it, and why nothing was."""

    id: str
    said: str
    label: str
    unread: str


def counts(head: Head, tests: Sequence[Example], predicted: Sequence[Predicted]) -> dict[str, float]:
    """Return what is counted of a head that asks, by metric; nothing of any other.

    unread: share of answers of which no label could be read; they count as wrong. english_prompts: share of
    examples asked in English, or partly so, for want of a wording in the language that was wanted.
    tokens_read, tokens_written: by an endpoint, as it counted them; what was kept from before counts too.
    """
    if not isinstance(head, PromptedHead):
        return {}
    told = [one.unread for one in predicted if one.unread is not None]
    borrowed = sum(bool(head.borrowed(example)) for example in tests)
    found = {ENGLISH: borrowed / len(tests)}
    if head.took.answers:
        found |= dict(zip(TOKENS, (float(head.took.tokens_in), float(head.took.tokens_out)), strict=True))
    return {UNREAD: sum(map(bool, told)) / len(told), **found} if told else found


def keep_answers(folder: Path, cell: str, tests: Sequence[Example], predicted: Sequence[Predicted]) -> None:
    """Write what was said into the run's folder ``answers``, a line of JSON an example, if anything was."""
    if not any(one.said or one.unread for one in predicted):
        return
    lines = [
        msgspec.json.encode(Said(example.id, _whole(one.said), _whole(one.label), one.unread or ""))
        for example, one in zip(tests, predicted, strict=True)
    ]
    write_bytes(folder / "answers" / f"{cell}.jsonl", b"\n".join(lines) + b"\n")


def remarks(run: Run) -> Iterator[str]:
    """Yield what a user should know of the answers of a run: those unread, prompts in English, tokens."""
    rows = [row for row in run.rows() if row.recipe]
    for system, recipe in dict.fromkeys((row.system, row.recipe) for row in rows if row.metric == ENGLISH):
        own = [row for row in rows if (row.system, row.recipe) == (system, recipe)]
        said = f"{system} ({recipe})"
        unread = {row.language: row for row in own if row.metric == UNREAD}
        if lost := sum(round(row.value * row.n) for row in unread.values()):
            worst = max(unread.values(), key=lambda row: row.value)
            asked = sum(row.n for row in unread.values())
            yield (
                f"{said}: of {lost:,} of {asked:,} answers nothing could be read, "
                f"most in {worst.language} ({worst.value:.0%}); they count as wrong, and stand in answers/."
            )
        english = [row.language for row in own if row.metric == ENGLISH and row.value]
        if english:
            names = ", ".join(english[:6]) + (", …" if len(english) > 6 else "")
            yield f"{said}: {len(english)} languages were asked in English, wholly or in part ({names})."
        tokens = [sum(int(row.value) for row in own if row.metric == name) for name in TOKENS]
        if any(tokens):
            yield f"{said}: {tokens[0]:,} tokens were read and {tokens[1]:,} written{_price(*tokens)}."


def _price(read: int, written: int) -> str:
    known = prices()
    if known is None:
        return ""
    cost = Spent(0, read, written).cost(per_million_in=known[0], per_million_out=known[1])
    return f", at your prices {cost:,.2f}"


def _whole(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
