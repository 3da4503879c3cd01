"""Tokenizer names: what the part before the colon stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from isogloss import table
from isogloss.errors import UnknownName
from isogloss.models.language_models import Tokenizer

TOKENIZERS: Final[Mapping[str, str]] = {
    "bytes": "isogloss.models.tokenizers.bytes:load",
    "characters": "isogloss.models.tokenizers.characters:load",
    "gguf": "isogloss.models.tokenizers.gguf:load",
    "hf": "isogloss.models.tokenizers.hf:load",
    "sentencepiece": "isogloss.models.tokenizers.sentencepiece:load",
    "tiktoken": "isogloss.models.tokenizers.tiktoken:load",
}

# How each is written, for whoever writes it otherwise.
_FORMS: Final = "bytes, characters, gguf:FILE, hf:FOLDER, hf:NAME, sentencepiece:FILE, tiktoken:FILE"


def load_tokenizer(name: str) -> Tokenizer:
    """Return the tokenizer that a name stands for.

    Raises UnknownName, InputError for a file that is none, MissingExtra.
    """
    kind, _, place = name.partition(":")
    if kind not in TOKENIZERS:
        raise UnknownName(f"There is no tokenizer {name!r}.", fix=f"Known: {_FORMS}.")
    loaded: Tokenizer = table.load(TOKENIZERS, kind, kind="tokenizer")(place)
    return loaded


def fingerprint_of(name: str) -> str:
    """Return hexadecimal digits of what a tokenizer was read from."""
    return str(getattr(load_tokenizer(name), "fingerprint", "")) or name.encode().hex()
