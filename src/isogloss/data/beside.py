"""What stands beside the tables of a folder and is read by nobody: it is said, never dropped in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from isogloss.data.annotated import annotation_of
from isogloss.data.lines import opened
from isogloss.data.rows import DataFile
from isogloss.errors import InputError

_HEAD: Final = 65_536  # bytes
_NAMED: Final = 3


def left_unread(root: Path, tables: Iterable[DataFile]) -> tuple[str, ...]:
    """Return a remark for the tables that stand beside folders of languages, and one for annotated files.

    root: a folder of which the tables are read. tables: files directly in it that are not.
    """
    said = [f"{file.path} is not read: it stands beside the folders of the languages." for file in tables]
    annotated = list(_annotated(root))
    if annotated:
        names = ", ".join(map(str, annotated[:_NAMED])) + (" …" if len(annotated) > _NAMED else "")
        counted = "1 file is" if len(annotated) == 1 else f"{len(annotated):,} files are"
        said.append(
            f"{counted} not read, for tables (TSV, CSV, JSON Lines, Parquet) stand beside: {names}. "
            "Keep each kind in a folder of its own."
        )
    return tuple(said)


def _annotated(root: Path) -> Iterator[Path]:
    """Yield the files that hold tagged words or SQuAD's questions, in the folder and one below."""
    for path in sorted((*root.glob("[!.]*"), *root.glob("[!.]*/[!.]*"))):
        try:
            kind = None if path.is_dir() else annotation_of(path)
            # Anything may be called .json; what is not SQuAD's belongs to no data set.
            if kind is not None and (kind != "squad" or _asks(path)):
                yield path
        except InputError:  # of no known kind, then: what cannot be opened is not known to be data
            continue


def _asks(path: Path) -> bool:
    """Whether a file begins as SQuAD's do."""
    with opened(path) as file:
        return b'"paragraphs"' in file.read(_HEAD)
