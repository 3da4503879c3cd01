"""The tokenizers of models that translate; no fast version is needed, for no places in the text are asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, TypeAlias

from isogloss.errors import InputError
from isogloss.extras import need

Tokenizer: TypeAlias = Any  # of transformers, whose fast ones and others share no type

_SURELY: Final = 32  # characters that no tokenizer makes too many tokens of


def is_at_most(tokenizer: Tokenizer, most: int, text: str) -> bool:
    """Return whether a text has no more than ``most`` tokens, those that a tokenizer adds included."""
    return len(text) < _SURELY or len(tokenizer(text)["input_ids"]) <= most


def read_translating_tokenizer(folder: Path) -> Tokenizer:
    """Return the tokenizer in a folder; raises InputError if it cannot be read, MissingExtra."""
    transformers = need("transformers", extra="hf", purpose="A transformer")
    from isogloss.models.hf.quiet import quiet

    try:
        with quiet():
            return transformers.AutoTokenizer.from_pretrained(
                folder, local_files_only=True, trust_remote_code=False
            )
    except ImportError as fault:
        said = str(fault).strip().partition("\n")[0]
        raise InputError(
            f"{folder}: its tokenizer needs a package that is not installed: {said}",
            fix="Install sentencepiece and sacremoses.",
        ) from None
    # A broken tokenizer.json makes the tokenizers library raise a bare Exception.
    except Exception as fault:
        said = str(fault).strip().partition("\n")[0][:200]
        raise InputError(f"{folder}: its tokenizer cannot be read: {said}.", fix="Fetch it again.") from None
