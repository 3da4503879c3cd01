"""Which languages mean the same where data sets name them differently: one table, and it says why."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from isogloss.languages.language import Language
from isogloss.languages.parsing import names_script
from isogloss.languages.scripts import compatible
from isogloss.languages.tables import rows


def matches(a: Language, b: Language) -> bool:
    """Return whether two languages may stand for each other: ``swa`` and ``swh``, not ``arz`` and ``arb``.

    True where the codes are equal or one is the macrolanguage (or successor) of the other, the scripts go
    together (``Zyyy`` goes with all), and no two regions differ. Two members of one macrolanguage do not
    match. Symmetric, not transitive.
    """
    same = a.code == b.code or b.code in broader(a.code) or a.code in broader(b.code)
    return same and compatible(a.script, b.script) and (a.region == b.region or not (a.region and b.region))


def broader(code: str) -> dict[str, str]:
    """Return the codes that hold this one -> why: its macrolanguages and what a retired code became."""
    return _relations()[0].get(code, {})


def narrower(code: str) -> dict[str, str]:
    """Return the codes that this one holds -> why."""
    return _relations()[1].get(code, {})


def representatives(code: str) -> tuple[str, ...]:
    """Return the members that data sets mean when they name a macrolanguage: ``arb`` for ``ara``."""
    return _relations()[2].get(code, ())


def chosen(text: str | Language, available: Iterable[Language]) -> tuple[Language, ...]:
    """Return those of ``available`` that a reader means by ``text``, in their order; none if none matches.

    The nearest kind wins: the very language; the same code and script whatever the region; the member that a
    macrolanguage stands for, or the reverse; all that match; and, where ``text`` names no script, the same
    once more in any script. Raises UnknownLanguage.
    """
    wanted = Language.parse(text)
    candidates = tuple(available)
    tries = [wanted]
    if isinstance(text, str) and not names_script(text):
        tries.append(Language(wanted.code, "Zyyy", wanted.region))
    for language in tries:
        for found in _ranked(language, [other for other in candidates if matches(language, other)]):
            if found:
                return found
    return ()


def _ranked(wanted: Language, matching: list[Language]) -> Iterable[tuple[Language, ...]]:
    means = {
        *representatives(wanted.code),
        *(b for b in broader(wanted.code) if wanted.code in representatives(b)),
    }
    yield tuple(other for other in matching if other == wanted)
    yield tuple(other for other in matching if other.code == wanted.code)
    yield tuple(other for other in matching if other.code in means)
    yield tuple(matching)


@cache
def _relations() -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]], dict[str, tuple[str, ...]]]:
    up: dict[str, dict[str, str]] = {}
    down: dict[str, dict[str, str]] = {}
    means: dict[str, tuple[str, ...]] = {}
    for narrow, broad, representative, reason in rows("macrolanguages.tsv"):
        up.setdefault(narrow, {})[broad] = reason
        down.setdefault(broad, {})[narrow] = reason
        if representative == "yes":
            means[broad] = (*means.get(broad, ()), narrow)
    return up, down, means
