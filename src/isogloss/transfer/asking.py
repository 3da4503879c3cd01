"""What came of asking a model: how much could be read, and its answers as it gave them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from isogloss.data.examples import Example
from isogloss.runs.asked import ENGLISH, TOKENS, UNREAD, UNTRANSLATED
from isogloss.runs.writing import write_bytes
from isogloss.training.heads.head import AskingHead, Head
from isogloss.training.predicted import Predicted


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
    untranslated: share of which a model that translates itself gave no translation.
    tokens_read, tokens_written: by an endpoint, as it counted them; what was kept from before counts too.
    """
    if not isinstance(head, AskingHead):
        return {}
    told = [one.unread for one in predicted if one.unread is not None]
    inquiry = head.inquiry(tests)
    found = {ENGLISH: inquiry.borrowed / len(tests)}
    if inquiry.untranslated is not None:
        found[UNTRANSLATED] = inquiry.untranslated / len(tests)
    if inquiry.tokens is not None:
        found |= dict(zip(TOKENS, map(float, inquiry.tokens), strict=True))
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


def _whole(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
