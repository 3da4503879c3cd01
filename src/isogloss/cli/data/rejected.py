"""What commands say of rows that were set aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from isogloss.data.rejects import Reject


def remark_rejects(rejects: Sequence[Reject], kind: str = "row") -> None:
    """Say on standard error how many rows were refused, and why the first was; nothing if none was."""
    from isogloss.cli.console import remark

    if rejects:
        first = rejects[0]
        place = f"{first.file}:{first.line}" if first.line else first.file
        remark(f"{counted(len(rejects), kind, 'was', 'were')} refused; the first, {place}: {first.reason}.")


def counted(count: int, kind: str, one: str = "", many: str = "") -> str:
    """Return ``1 pair`` or ``1,200 pairs``; with a verb for each, that too."""
    said = f"1 {kind} {one}" if count == 1 else f"{count:,} {kind}s {many}"
    return said.rstrip()
