from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.languages import Language, genetic_distance, geographic_distance, nearest
from isogloss.languages.ancestry import place
from isogloss.languages.codes import codes

every_language = st.sampled_from(sorted(codes())).map(Language)


def parsed(*texts: str) -> list[Language]:
    return [Language.parse(text) for text in texts]


def slow_genetic_distance(a: Language, b: Language) -> float | None:
    """The definition, ancestor by ancestor."""
    here, there = place(a.code), place(b.code)
    if a.code != b.code and (here is None or there is None):
        return None
    if here is None or there is None:
        return 0.0
    up_from_a = sum(node not in there.path for node in here.path) / len(here.path)
    up_from_b = sum(node not in here.path for node in there.path) / len(there.path)
    return (up_from_a + up_from_b) / 2


@settings(deadline=None)
@given(every_language, every_language)
def test_genetic_distance_is_the_mean_share_of_the_way_up_to_the_common_ancestor(
    a: Language, b: Language
) -> None:
    fast, slow = genetic_distance(a, b), slow_genetic_distance(a, b)
    assert (fast is None) == (slow is None)
    assert fast is None or slow is None or math.isclose(fast, slow, abs_tol=1e-12)


@settings(deadline=None)
@given(every_language, every_language)
def test_distances_are_symmetric_and_in_range(a: Language, b: Language) -> None:
    genetic, geographic = genetic_distance(a, b), geographic_distance(a, b)
    assert genetic == genetic_distance(b, a)
    assert genetic is None or 0 <= genetic <= 1
    other_way = geographic_distance(b, a)
    assert (geographic is None) == (other_way is None)
    assert geographic is None or 0 <= geographic <= 20_020


def test_nearer_relatives_are_nearer() -> None:
    eng, deu, fra, hin, zho = parsed("eng", "deu", "fra", "hin", "zho")
    same, near, far, farther, none = (
        genetic_distance(eng, other) or 0.0 for other in (eng, deu, fra, hin, zho)
    )
    assert same == 0 < near < min(far, farther)
    assert max(far, farther) < none == 1


@pytest.mark.parametrize("alone", ["eus", "ain", "epo"])
@pytest.mark.parametrize("other", ["eng", "swh", "bsk", "kor"])
def test_what_has_no_relatives_is_at_the_largest_distance(alone: str, other: str) -> None:
    assert genetic_distance(*parsed(alone, other)) == 1


@pytest.mark.parametrize(
    "pair",
    ["swa swh", "ara arb", "zho cmn", "kzj dtp", "srp hrv", "twi aka", "bqe eus", "nqo emk", "nor nob"],
)
def test_macrolanguages_dialects_and_retired_codes_stand_by_their_language(pair: str) -> None:
    assert genetic_distance(*parsed(*pair.split())) == 0


def test_what_is_unknown_stays_unknown() -> None:
    assert genetic_distance(*parsed("eng", "mis")) is None
    assert geographic_distance(*parsed("eng", "mis")) is None
    assert geographic_distance(*parsed("eng", "ber")) is None


def test_kilometres_are_those_of_an_atlas() -> None:
    kilometres = geographic_distance(*parsed("eus", "jpn"))
    assert kilometres is not None
    # 43.28 N 1.32 W to 35.00 N 135.00 E, by the spherical law of cosines.
    assert kilometres == pytest.approx(10_250, abs=2)


def test_the_nearest_of_ukrainian_are_its_neighbours() -> None:
    near = [str(found.language) for found in nearest(Language.parse("ukr"), 3)]
    assert {"rus_Cyrl", "bel_Cyrl", "rue_Cyrl"} == set(near)


def test_the_nearest_are_sorted_and_share_descent() -> None:
    found = nearest(Language.parse("swh"), 10)
    assert len(found) == 10
    assert [one.genetic for one in found] == sorted(one.genetic for one in found)
    assert all(0 < one.genetic < 1 for one in found)


def test_an_isolate_has_no_neighbours() -> None:
    assert nearest(Language.parse("eus")) == ()


def test_the_nearest_of_a_given_set_come_from_it() -> None:
    among = parsed("eng", "deu", "zul", "jpn")
    assert {one.language for one in nearest(Language.parse("nld"), 5, among)} == set(parsed("deu", "eng"))
