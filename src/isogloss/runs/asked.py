"""What rows tell of a model that was asked: answers that could not be read, prompts in English, tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from isogloss.models.endpoints.cache import Spent
from isogloss.models.endpoints.settings import prices
from isogloss.runs.row import Row
from isogloss.runs.signature import Signature

UNREAD: Final = "unread"
ENGLISH: Final = "english_prompts"
UNTRANSLATED: Final = "untranslated"
TOKENS: Final = ("tokens_read", "tokens_written")
_NAMED: Final = 6  # languages that a remark names


def remarks(rows: Sequence[Row]) -> Iterator[str]:
    """Yield what a user should know of the answers of a run, a line each; nothing if no model was asked."""
    asked = [row for row in rows if row.metric == ENGLISH]
    for system, recipe in dict.fromkeys((row.system, row.recipe) for row in asked):
        own = [row for row in rows if (row.system, row.recipe) == (system, recipe)]
        for told in (*_unread(own), *_english(own), *_untranslated(own), *_plain(own), *_tokens(own)):
            yield f"{system} ({recipe}): {told}."


def _unread(rows: Sequence[Row]) -> Iterator[str]:
    unread = [row for row in rows if row.metric == UNREAD]
    if lost := sum(round(row.value * row.n) for row in unread):
        worst = max(unread, key=lambda row: row.value)
        yield (
            f"of {lost:,} of {sum(row.n for row in unread):,} answers nothing could be read, most in "
            f"{worst.language} ({worst.value:.0%}); they count as wrong, and stand in the folder answers"
        )


def _english(rows: Sequence[Row]) -> Iterator[str]:
    languages = [row.language for row in rows if row.metric == ENGLISH and row.value]
    if languages:
        names = ", ".join(languages[:_NAMED]) + (", …" if len(languages) > _NAMED else "")
        were = "1 language was" if len(languages) == 1 else f"{len(languages)} languages were"
        yield f"{were} asked in English, wholly or in part, for want of a wording ({names})"


def _untranslated(rows: Sequence[Row]) -> Iterator[str]:
    left = sum(round(row.value * row.n) for row in rows if row.metric == UNTRANSLATED)
    if left:
        yield f"{left:,} examples came back untranslated and were asked about as they are"


def _plain(rows: Sequence[Row]) -> Iterator[str]:
    if any("+plain" in Signature.parse(row.signature).prompt for row in rows if row.metric == ENGLISH):
        yield "the model has no template of chats, so prompts are texts that it goes on with"


def _tokens(rows: Sequence[Row]) -> Iterator[str]:
    read, written = (sum(int(row.value) for row in rows if row.metric == name) for name in TOKENS)
    if read or written:
        known = prices()
        cost = known and Spent(0, read, written).cost(per_million_in=known[0], per_million_out=known[1])
        at = (
            ""
            if cost is None
            else f", at your prices {cost:,.2f}"
            if cost >= 1
            else f", at your prices {cost:.2g}"
        )
        yield f"{read:,} tokens were read and {written:,} written{at}"
