"""Which pairs of many languages to mine: all within a group of relatives, and between groups over bridges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal, TypeAlias

from isogloss.errors import InputError
from isogloss.languages import Language

Reason: TypeAlias = Literal["group", "bridge", "pivot"]
_LARGEST: Final = 8


@dataclass(frozen=True, slots=True)
class Group:
    """Languages that are mined with each other, named by the clade they share; the bridges among them."""

    name: str
    languages: tuple[Language, ...]
    bridges: tuple[Language, ...]


@dataclass(frozen=True, slots=True)
class MiningPair:
    """Two languages to mine, in the order of their names, and the first reason why."""

    source: Language
    target: Language
    reason: Reason


@dataclass(frozen=True, slots=True)
class Plan:
    """Groups, the pairs to mine, and how many pairs there are in all."""

    groups: tuple[Group, ...]
    pairs: tuple[MiningPair, ...]
    possible: int


def bridges(
    languages: Iterable[Language | str], *, per_group: int = 1, largest: int = _LARGEST, pivot: str = "eng"
) -> Plan:
    """Return which pairs of languages to mine.

    Every pair within a group, every pair of bridges of different groups, and every language with the pivot
    where it is among them. A group is a family or branch of at most ``largest`` languages (Glottolog); a
    language that is alone joins the nearest other one on the globe, with its group. A group's ``per_group``
    languages of most speakers (LinguaMeta) are its bridges; those of which nobody knows come last.
    Raises UnknownLanguage, and InputError for fewer than two languages.
    Source: Fan et al. 2020 (M2M-100), arXiv:2010.11125, section 3.1, whose 14 groups were made by hand.
    """
    known = sorted({Language.parse(one) for one in languages}, key=str)
    if len(known) < 2:
        raise InputError("Pairs need two languages.", fix="Name two or more.")
    if per_group < 1 or largest < 2:
        raise InputError(
            f"Groups of {largest} languages with {per_group} bridges cannot be made.",
            fix="A group has at least two languages and one bridge.",
        )
    groups = sorted(_joined(_split(known, 0, largest)), key=lambda group: (group[0], str(group[1][0])))
    made = tuple(
        Group(name, tuple(members), tuple(sorted(members, key=_by_speakers)[:per_group]))
        for name, members in groups
    )
    return Plan(made, _pairs(made, Language.parse(pivot)), len(known) * (len(known) - 1) // 2)


_Named: TypeAlias = tuple[str, list[Language]]


def _split(languages: Sequence[Language], depth: int, largest: int) -> list[_Named]:
    """Return the languages by the clade at a depth of their lineage, large clades again by the next one."""
    from isogloss.languages.ancestry import lineage

    clades: dict[str, list[Language]] = {}
    for language in languages:
        above = lineage(language) or ()
        clades.setdefault(above[depth] if depth < len(above) else "", []).append(language)
    groups: list[_Named] = []
    for name, members in clades.items():
        if not name:  # isolates, or languages that stand directly below the clade before
            groups += [("", [member]) for member in members]
        elif len(members) > largest:
            groups += _split(members, depth + 1, largest)
        else:
            groups.append((name, members))
    return groups


def _joined(groups: list[_Named]) -> list[_Named]:
    """Return the groups, each language that was alone with the nearest other language and its group."""
    from isogloss.languages.distances import geographic_distance

    home = {member: place for place, (_, members) in enumerate(groups) for member in members}
    alone = [members[0] for _, members in groups if len(members) == 1]
    for language in alone:
        distances = [
            (distance, str(other), other)
            for other in home
            if other != language and (distance := geographic_distance(language, other)) is not None
        ]
        if distances:
            joined, left = home[min(distances)[2]], home[language]
            home = {member: joined if place == left else place for member, place in home.items()}
    merged: dict[int, list[Language]] = {}
    for member, place in home.items():
        merged.setdefault(place, []).append(member)
    return [(_name(groups, members), sorted(members, key=str)) for members in merged.values()]


def _name(groups: Sequence[_Named], members: Sequence[Language]) -> str:
    """Return the clades from which the members come, those of one member last; else a language's name."""
    from isogloss.languages.profile import facts

    inside = [(len(own), name) for name, own in groups if name and own[0] in members]
    names = [name for _, name in sorted(inside, key=lambda one: (-one[0], one[1]))]
    return " + ".join(names) or facts(members[0]).name


def _by_speakers(language: Language) -> tuple[int, str]:
    from isogloss.languages.profile import facts

    own = facts(language)
    if own.speakers is not None:
        return -own.speakers, str(language)
    wider = [facts(Language.parse(code)).speakers or 0 for code in own.broader]
    return -max(wider, default=0), str(language)


def _pairs(groups: Sequence[Group], pivot: Language) -> tuple[MiningPair, ...]:
    reasons: dict[tuple[Language, Language], Reason] = {}
    for group in groups:
        for pair in combinations(group.languages, 2):
            reasons[pair] = "group"
    for one, other in combinations(groups, 2):
        for a in one.bridges:
            for b in other.bridges:
                reasons.setdefault(_ordered(a, b), "bridge")
    everyone = [language for group in groups for language in group.languages]
    for middle in (language for language in everyone if language.code == pivot.code):
        for language in everyone:
            if language != middle:
                reasons.setdefault(_ordered(middle, language), "pivot")
    return tuple(
        MiningPair(a, b, reason)
        for (a, b), reason in sorted(reasons.items(), key=lambda one: tuple(map(str, one[0])))
    )


def _ordered(a: Language, b: Language) -> tuple[Language, Language]:
    return (a, b) if str(a) < str(b) else (b, a)
