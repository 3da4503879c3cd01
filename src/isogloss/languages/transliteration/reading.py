"""Reading tables of letters: tab-separated, a line of sources, a line of columns, then a rule a line.

Columns: source, target, languages. No language: the rule holds for all; else for the languages named (ISO
639-3, blanks between), and goes before the rule for all. An empty target: the letter is not written. ``!`` as
target: in these languages there is no such rule.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

ABSENT = "!"


@cache
def rows(package: str, name: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return the rules of a table in a package's folder ``letters``, in NFC."""
    content = (files(package) / "letters" / f"{name}.tsv").read_text(encoding="utf-8")
    found = []
    for line in content.split("\n")[2:]:
        if line:
            source, target, languages = unicodedata.normalize("NFC", f"{line}\t\t").split("\t")[:3]
            found.append((source, target, tuple(languages.split())))
    return tuple(found)


def rules(package: str, name: str, language: str | None) -> dict[str, str]:
    """Return what stands for what in a language: the rules for all, then those for it."""
    known = rows(package, name)
    chosen = {source: target for source, target, languages in known if not languages}
    chosen |= {source: target for source, target, languages in known if language in languages}
    return {source: target for source, target in chosen.items() if target != ABSENT}


def exists(package: str, name: str) -> bool:
    """Return whether a package has a table of this name."""
    return (files(package) / "letters" / f"{name}.tsv").is_file()
