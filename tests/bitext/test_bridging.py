"""Plans of pairs: groups of relatives, bridges between them."""

from __future__ import annotations

import pytest

from isogloss.bitext import bridges
from isogloss.errors import InputError, UnknownLanguage

LANGUAGES = [
    *("eng", "deu", "nld", "swe", "fra", "spa", "ita", "rus", "pol"),
    *("ces", "hin", "urd", "swh", "zul", "jpn", "kor", "tha", "vie"),
]


def test_every_pair_of_a_group_and_of_bridges_and_every_one_with_english() -> None:
    plan = bridges(LANGUAGES)
    pairs = {(pair.source.code, pair.target.code): pair.reason for pair in plan.pairs}
    assert pairs[("deu", "nld")] == "group"
    assert pairs[("swh", "zul")] == "group"
    assert pairs[("eng", "rus")] == "bridge"
    assert pairs[("ces", "eng")] == "pivot"
    assert ("ces", "zul") not in pairs
    assert len(pairs) == len(plan.pairs) < plan.possible == 18 * 17 // 2
    bridging = {bridge for group in plan.groups for bridge in group.bridges}
    for pair in plan.pairs:
        assert str(pair.source) < str(pair.target)
        if pair.reason == "bridge":
            assert {pair.source, pair.target} <= bridging


def test_each_language_is_in_one_group_and_no_group_is_larger_than_asked() -> None:
    plan = bridges(LANGUAGES, largest=4)
    everyone = [language.code for group in plan.groups for language in group.languages]
    assert sorted(everyone) == sorted(LANGUAGES)
    assert {"eng", "deu", "nld", "swe"} in [{one.code for one in group.languages} for group in plan.groups]


def test_a_language_without_relatives_joins_its_neighbour() -> None:
    plan = bridges(["spa", "fra", "eus", "jpn", "kor"])
    groups = [{language.code for language in group.languages} for group in plan.groups]
    assert {"spa", "fra", "eus"} in groups
    assert {"jpn", "kor"} in groups


def test_names_regions_and_macrolanguages_are_taken_as_they_are() -> None:
    plan = bridges(["pt-BR", "pt", "Swahili", "sw", "tlh", "zh-Hant"])
    assert sum(len(group.languages) for group in plan.groups) == plan.possible**0 * 5


def test_more_bridges_make_more_pairs() -> None:
    assert len(bridges(LANGUAGES, per_group=2).pairs) > len(bridges(LANGUAGES).pairs)


def test_a_plan_needs_two_languages_that_are_known() -> None:
    with pytest.raises(InputError, match="need two"):
        bridges(["swh", "Swahili (individual language)", "swh"])
    with pytest.raises(UnknownLanguage):
        bridges(["eng", "klingonish"])
    with pytest.raises(InputError, match="cannot be made"):
        bridges(LANGUAGES, per_group=0)
