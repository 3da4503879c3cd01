"""Small data sets on disk, and reading one back."""

from __future__ import annotations

from pathlib import Path

from isogloss.data.columns import Columns
from isogloss.data.examples import Labelled
from isogloss.data.loading import load_dataset
from isogloss.data.rejects import Reject
from isogloss.languages import Language

SWAHILI = Language.parse("swh_Latn")


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return path


def read(
    root: Path,
    split: str = "train",
    language: Language = SWAHILI,
    *,
    columns: Columns | None = None,
    rejects: list[Reject] | None = None,
) -> list[Labelled]:
    return list(load_dataset(root, columns=columns).examples(split, language, rejects=rejects))


def read_one(root: Path, name: str, content: str | bytes) -> list[Labelled]:
    """Write ``content`` as ``swh_Latn/<name>`` and read it back as its train split."""
    write(root / "swh_Latn" / name, content)
    return read(root)


def refused(root: Path, name: str, content: str | bytes) -> tuple[list[str], list[tuple[int, str]]]:
    """Write and read on past bad rows: the texts that were kept, and lines and reasons of the rest."""
    write(root / "swh_Latn" / name, content)
    rejects: list[Reject] = []
    kept = read(root, rejects=rejects)
    return [example.text for example in kept], [(reject.line, reject.reason) for reject in rejects]
