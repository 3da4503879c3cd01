from __future__ import annotations

import importlib.util
import logging

import pytest

from isogloss.errors import InputError, MissingExtra
from isogloss.languages import Language
from isogloss.languages.typology import features, typological_distance

INSTALLED = importlib.util.find_spec("urielplus") is not None
needs_uriel = pytest.mark.skipif(not INSTALLED, reason="the extra typology (urielplus) is not installed")
ENGLISH, SWAHILI = Language.parse("eng"), Language.parse("swh")


@pytest.mark.skipif(INSTALLED, reason="the extra typology (urielplus) is installed")
def test_without_the_extra_the_error_says_what_to_install() -> None:
    with pytest.raises(MissingExtra, match=r"isogloss\[typology\]"):
        features(ENGLISH, "syntactic")


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(InputError, match="syntactic"):
        features(ENGLISH, "lexical")  # type: ignore[arg-type]  # what is tested is the wrong kind


@needs_uriel
def test_missing_values_are_named_not_guessed() -> None:
    swahili = features(SWAHILI, "syntactic")
    assert swahili is not None
    assert swahili.values["S_SVO"] == 1
    assert swahili.values["S_SOV"] == 0
    assert len(swahili.missing) == 18
    assert not set(swahili.missing) & set(swahili.values)
    assert len(swahili.missing) + len(swahili.values) == 103


@needs_uriel
def test_a_macrolanguage_stands_by_its_usual_member() -> None:
    found = features(Language.parse("swa"), "syntactic")
    assert found is not None
    assert found.by in ("swa", "swh")


@needs_uriel
def test_the_distance_is_that_of_urielplus_and_says_what_it_rests_on() -> None:
    found = typological_distance(ENGLISH, SWAHILI, "syntactic")
    assert found is not None
    # urielplus 1.3.2: URIELPlus().new_distance("syntactic", "swh", "eng")
    assert round(found.distance, 4) == 0.693
    assert found.shared == 85
    assert found.total == 103
    assert typological_distance(ENGLISH, ENGLISH, "inventory") is not None


@needs_uriel
def test_what_has_no_observations_is_unknown() -> None:
    assert features(Language.parse("qaa"), "phonological") is None
    assert typological_distance(ENGLISH, Language.parse("mis"), "phonological") is None


@needs_uriel
def test_nothing_is_changed_by_reading() -> None:
    handlers = list(logging.getLogger().handlers)
    features(ENGLISH, "inventory")
    assert logging.getLogger().handlers == handlers
