"""A fast tokenizer of the package ``tokenizers``, from a folder, a file or a name on the hub."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from isogloss.errors import InputError
from isogloss.extras import need


def fast_tokenizer(argument: str) -> Any:  # noqa: ANN401  an object of an optional package
    """Return the ``tokenizers.Tokenizer`` that ``hf:argument`` names, whole texts in, nothing filled up.

    Raises InputError where there is none that can be read, MissingExtra.
    """
    if not argument:
        raise InputError("The tokenizer 'hf' has no model.", fix="Name one: hf:FOLDER or hf:NAME.")
    kind = need("tokenizers", extra="tokenizers", purpose="A model's tokenizer").Tokenizer
    place = Path(argument).expanduser()
    file = place / "tokenizer.json" if place.is_dir() else place
    if place.exists() and not file.is_file():
        raise InputError(
            f"{place} holds no tokenizer.json.",
            fix="Save the model's fast tokenizer there first, or name its sentencepiece:FILE.",
        )
    # A name on the hub is NAME or OWNER/NAME.
    if not place.exists() and (argument.startswith((".", "/", "~", "\\")) or argument.count("/") > 1):
        raise InputError(f"{place} does not exist.", fix="Name a folder with a tokenizer.json, or a file.")
    try:
        found = kind.from_file(str(file)) if file.is_file() else kind.from_pretrained(argument)
    except Exception as fault:  # tokenizers raises bare Exception for every fault
        reason = str(fault).split("\n")[0].rstrip(". ")
        raise InputError(
            f"The tokenizer {argument!r} cannot be read: {reason}.",
            fix="Name a folder with a tokenizer.json, or a model on the hub.",
        ) from None
    found.no_truncation()
    found.no_padding()
    return found
