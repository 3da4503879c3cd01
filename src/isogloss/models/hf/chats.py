"""What a user says, between the marks that a model has learned for chats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from isogloss.errors import InputError

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast


def chat_of(folder: Path, tokenizer: PreTrainedTokenizerFast) -> Callable[[str], str] | None:
    """Return what puts a chat's marks around a text; None where the tokenizer has no template.

    transformers fills the template, in a sandbox that lets it do nothing else. A mark of the beginning that
    the tokenizer adds by itself is left out. Raises InputError, when it is called, for a template that fails.
    """
    if not tokenizer.chat_template:
        return None
    start = tokenizer.bos_token or ""
    added = tokenizer("")["input_ids"][:1] == [tokenizer.bos_token_id] if start else False

    def said(text: str) -> str:
        try:
            marked = tokenizer.apply_chat_template(
                [{"role": "user", "content": text}], tokenize=False, add_generation_prompt=True
            )
        except Exception as fault:  # a template may raise whatever it likes
            reason = (str(fault).splitlines() or [type(fault).__name__])[0]
            raise InputError(
                f"{folder}: its chat template cannot be filled: {reason}.",
                fix="Remove the template from tokenizer_config.json, or take another model.",
            ) from None
        return str(marked).removeprefix(start) if added else str(marked)

    return said
