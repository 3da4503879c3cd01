"""What is read is never written over."""

from __future__ import annotations

from pathlib import Path

from isogloss.errors import InputError


def refuse_overwriting(data: Path, out: Path) -> None:
    """Raise InputError where copies in ``out/<language>/`` would stand among the files of ``data``.

    data: a folder with a folder a language, or one file, which may stand in such a folder.
    """
    try:
        own, target = data.resolve(), out.expanduser().resolve()
    except OSError:
        return  # whoever opens it says what is wrong
    read_from = own if own.is_dir() else own.parent.parent
    if target == read_from:
        raise InputError(
            f"{out} holds the data themselves, and copies would be written among them.",
            fix="Name another folder with --out.",
        )
