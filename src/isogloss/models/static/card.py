"""The model card: what made the weights, how they score, and where they end."""

from __future__ import annotations

from pathlib import Path

import msgspec

from isogloss.errors import InputError


class SourceFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One source of training text: its licence, its records after removal of duplicates, its content.

    sha256: over names and contents of all its files; empty where the source is a package.
    """

    name: str
    licence: str
    records: int
    languages: int
    sha256: str = ""


class Score(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One measured figure: a test set, a language as ``swh_Latn``, a metric and its value."""

    benchmark: str
    language: str
    metric: str
    value: float
    n: int


class Card(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``isogloss model info`` shows.

    languages: those with training text, as ``swh_Latn``. command: what trains the same weights again.
    settings: of training. versions: of the packages that decide the result. dev_languages: those whose
    development split may decide a choice inside the encoder; all others are only measured.
    """

    name: str
    licence: str
    summary: str
    command: str
    seed: int
    unicode: str
    teacher: str
    languages: tuple[str, ...]
    sources: tuple[SourceFacts, ...]
    settings: dict[str, float]
    versions: dict[str, str]
    limits: tuple[str, ...]
    dev_languages: tuple[str, ...] = ()
    scores: tuple[Score, ...] = ()


def read_card(path: Path) -> Card:
    """Return the card in ``path``; raises InputError if it is missing or not one."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Card)
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(
            f"{path}: this is no card of a static encoder ({error}).",
            fix="Give a folder that `isogloss model train-static` wrote.",
        ) from None


def write_card(card: Card, path: Path) -> None:
    """Write ``card`` as JSON with one value a line."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(card), indent=1) + b"\n")
