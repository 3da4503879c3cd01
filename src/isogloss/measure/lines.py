"""Which sentences of a parallel text are measured."""

from __future__ import annotations

import re

from isogloss.errors import InputError


def selected(lines: str, count: int) -> tuple[int, ...]:
    """Return the numbers from 0 of those of ``count`` sentences that ``1801-1997,5`` names, from 1; sorted.

    An empty selection means all; ``200-`` goes to the end. Raises InputError for what is no such list or
    lies beyond the end.
    """
    if not lines.strip():
        return tuple(range(count))
    chosen: set[int] = set()
    for part in lines.split(","):
        found = re.fullmatch(r"\s*([0-9]{1,12})\s*(?:(-)\s*([0-9]{1,12})?\s*)?", part)
        if found is None:
            raise InputError(
                f"{part.strip()!r} names no lines.",
                fix="Write for example --lines 1801-1997 or --lines 1-100,250.",
            )
        first = int(found[1])
        last = int(found[3]) if found[3] else count if found[2] else first
        if not 1 <= first <= last:
            raise InputError(f"{part.strip()!r} names no lines: they count from 1 up.", fix="Turn it round.")
        if last > count:
            raise InputError(
                f"Line {last:,} was asked for, and there are {count:,}.", fix="Name fewer with --lines."
            )
        chosen.update(range(first - 1, last))
    return tuple(sorted(chosen))
