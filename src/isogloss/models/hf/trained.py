"""The languages that a model says it was trained on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from isogloss.languages import Language

if TYPE_CHECKING:
    from transformers import PretrainedConfig

_README_LINES: Final = 1000  # of the head of a model's README, which names them


def trained_languages(folder: Path, config: PretrainedConfig) -> tuple[Language, ...]:
    """Return the languages that the configuration, else the head of the README, names; most name none."""
    named = getattr(config, "languages", None) or list(getattr(config, "lang2id", None) or ())
    found: dict[Language, None] = {}
    for name in named or _of_readme(folder / "README.md"):
        if language := Language.known(str(name)):  # None of "multilingual" or "code"
            found[language] = None
    return tuple(found)


def _of_readme(file: Path) -> list[str]:
    """Return what stands under ``language:`` in the YAML that a README of the hub begins with."""
    try:
        with file.open(encoding="utf-8", errors="replace") as opened:
            lines = [line.rstrip() for line, _ in zip(opened, range(_README_LINES), strict=False)]
    except OSError:
        return []
    if not lines or lines[0] != "---":
        return []
    head = lines[1 : lines.index("---", 1)] if "---" in lines[1:] else []
    names: list[str] = []
    within = False
    for line in head:
        key, _, value = line.partition(":")
        if key == "language":
            within = not value.strip()
            names += value.strip(" []").split(",") if value.strip() else []
        elif within and line.lstrip().startswith("- "):
            names.append(line.lstrip()[2:])
        elif not line.startswith(" "):
            within = False
    return [name.strip().strip("\"'") for name in names]
