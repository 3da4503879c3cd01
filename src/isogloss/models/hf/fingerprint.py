"""What a folder's model is, in sixteen digits."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final

_DECISIVE: Final = (
    "config.json",
    "config_sentence_transformers.json",
    "generation_config.json",
    "merges.txt",
    "modules.json",
    "added_tokens.json",
    "preprocessor_config.json",
    "sentence_bert_config.json",
    "special_tokens_map.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "vocab.json",
    "vocab.txt",
)
_ALSO: Final = (
    "*.safetensors",
    "*.safetensors.index.json",
    "*.model",
    "[0-9]*_*/*.json",
    "[0-9]*_*/*.safetensors",
)


def fingerprint(folder: Path, *, dtype: str) -> str:
    """Return hexadecimal digits that change whenever weights, tokenizer, settings or numbers do.

    A file is read once a process, however often it is asked for.
    """
    files = {folder / name for name in _DECISIVE}
    files |= {file for pattern in _ALSO for file in folder.glob(pattern)}
    digest = hashlib.sha256()
    for file in sorted(files):
        if file.is_file():
            facts = file.stat()
            content = _content(file, facts.st_mtime_ns, facts.st_size)
            digest.update(f"{file.relative_to(folder).as_posix()} {content}\n".encode())
    if dtype != "float32":
        digest.update(dtype.encode())
    return digest.hexdigest()[:16]


@lru_cache(maxsize=4096)
def _content(file: Path, modified: int, size: int) -> str:  # noqa: ARG001  they tell a file that was written again
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
