from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isogloss.errors import UnknownName
from isogloss.languages.normalisation import PRESETS, normalize, normalize_aligned


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        ("  a \u00a0 b  ", "a b"),
        ("一\u3000二", "一 二"),
        ("a \r\n\n b", "a\nb"),
        ("a\t\tb", "a b"),
        (" \n ", ""),
        ("", ""),
        ("ᚐ\u1680ᚁ", "ᚐ\u1680ᚁ"),
    ],
)
def test_runs_of_blanks_are_squeezed_and_the_ends_stripped(text: str, squeezed: str) -> None:
    assert normalize(text, steps="blanks") == squeezed


@given(st.text(st.sampled_from(" \t\n\u00a0\u2028ab日")))
def test_a_second_time_changes_nothing_and_places_agree(text: str) -> None:
    once = normalize(text, steps="blanks")
    assert normalize(once, steps="blanks") == once == normalize_aligned(text, steps="blanks").text


def test_no_preset_squeezes_blanks() -> None:
    assert all("blanks" not in steps for steps in PRESETS.values())


@pytest.mark.parametrize(
    ("name", "ours"), [("nfkc", "compatibility"), ("NFKC", "compatibility"), ("lower", "case")]
)
def test_names_that_steps_have_elsewhere_lead_to_ours(name: str, ours: str) -> None:
    with pytest.raises(UnknownName, match=f"called {ours}"):
        normalize("x", steps=name)
