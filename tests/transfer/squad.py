"""Questions about passages, written as SQuAD has them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def asked(name: str, question: str, answer: str, context: str) -> dict[str, Any]:
    """Return a question whose answer stands in the context, at its first place."""
    return {
        "id": name,
        "question": question,
        "answers": [{"text": answer, "answer_start": context.index(answer)}],
    }


def write_paragraphs(path: Path, paragraphs: Sequence[dict[str, Any]]) -> None:
    """Write paragraphs (``context`` and ``qas``) as a file of one article, its folder too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    document = {"version": "v2.0", "data": [{"title": "", "paragraphs": list(paragraphs)}]}
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
