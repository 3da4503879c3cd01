"""The line that lets another reader reproduce a number."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct


class Signature(Struct, frozen=True, kw_only=True):
    """What decides a number, as sacreBLEU does it: a record, printed late, empty fields left out.

    The order of the fields is part of the format. ``data`` and ``model`` carry the first digits of their
    fingerprints (``sib200@3fa1``). prompt: in whose words a model was asked. rejects: rows set aside,
    empty if none.
    """

    version: str = ""
    data: str = ""
    model: str = ""
    recipe: str = ""
    source: str = ""
    target: str = ""
    split: str = ""
    head: str = ""
    prompt: str = ""
    select: str = ""
    metric: str = ""
    norm: str = ""
    seg: str = ""
    rejects: str = ""
    interval: str = ""
    seed: str = ""

    def __str__(self) -> str:
        fields = msgspec.structs.asdict(self)
        version = fields.pop("version")
        parts = [f"{name}:{value}" for name, value in fields.items() if value != ""]
        return "|".join([f"isogloss:{version}", *parts])

    @classmethod
    def parse(cls, line: str) -> Signature:
        """Return the record that printed as ``line``; raises ValueError if it is none."""
        pairs = [part.split(":", 1) for part in line.split("|")]
        if not pairs or pairs[0][0] != "isogloss" or any(len(pair) != 2 for pair in pairs):
            raise ValueError(f"not a signature: {line!r}")
        fields = dict(pairs)
        return msgspec.convert({"version": fields.pop("isogloss"), **fields}, cls)


def shared(lines: Iterable[str]) -> Signature:
    """Return the fields that all ``lines`` agree on, the others empty."""
    records = [msgspec.structs.asdict(Signature.parse(line)) for line in set(lines)]
    if not records:
        return Signature()
    same = {name: value for name, value in records[0].items() if all(r[name] == value for r in records)}
    return Signature(**same)
