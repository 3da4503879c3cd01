from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isogloss.errors import IsoglossError
from isogloss.languages import Language
from isogloss.models.translators.sentencewise import translated

ENGLISH, CHINESE, SWAHILI = (Language.parse(code) for code in ("eng", "zho_Hans", "swh"))


def upper(units: Sequence[str]) -> list[str]:
    return [unit.upper() for unit in units]


def always(_: str) -> bool:
    return True


def test_what_stands_between_sentences_is_kept() -> None:
    text = "It rains.  We stay.\n\nShe reads. "
    assert translated([text], ENGLISH, SWAHILI, upper, fits=always) == [text.upper()]


def test_every_sentence_is_asked_for_once() -> None:
    asked: list[str] = []

    def units(given: Sequence[str]) -> list[str]:
        asked.extend(given)
        return list(given)

    translated(["It rains. It rains.", "It rains."], ENGLISH, SWAHILI, units, fits=always)
    assert asked == ["It rains."]


def test_chinese_sentences_follow_each_other_without_a_blank_and_english_ones_with_one() -> None:
    said = {
        "It rains.": "下雨了。",
        "We stay.": "我们留下。",
        "下雨了。": "It rains.",
        "我们留下。": "We stay.",
    }

    def units(given: Sequence[str]) -> list[str]:
        return [said[unit] for unit in given]

    assert translated(["It rains. We stay."], ENGLISH, CHINESE, units, fits=always) == ["下雨了。我们留下。"]
    assert translated(["下雨了。我们留下。"], CHINESE, ENGLISH, units, fits=always) == ["It rains. We stay."]


def test_a_sentence_that_vanished_is_asked_for_again_in_halves() -> None:
    def units(given: Sequence[str]) -> list[str]:
        return ["" if len(unit.split()) > 5 else unit.upper() for unit in given]

    found = translated(["The rain fell all night, and we slept."], ENGLISH, SWAHILI, units, fits=always)
    assert found == ["THE RAIN FELL ALL NIGHT, AND WE SLEPT."]


def test_a_sentence_of_which_nothing_comes_back_is_an_error_that_shows_it() -> None:
    with pytest.raises(IsoglossError, match=r"gave nothing for 'It rains\.'"):
        translated(["It rains. We stay."], ENGLISH, SWAHILI, lambda units: [""] * len(units), fits=always)


def test_most_of_a_sentence_gone_is_said(caplog: pytest.LogCaptureFixture) -> None:
    long = "The river rose over its banks in the night and took the old bridge with it."
    translated([long], ENGLISH, SWAHILI, lambda units: ["x."] * len(units), fits=always)
    assert "Most of a sentence is gone" in caplog.text


@given(st.text(alphabet="ab ,.。\nกা", max_size=80))
def test_pieces_that_fit_are_all_that_is_asked_for(text: str) -> None:
    def fits(unit: str) -> bool:
        return len(unit) <= 7

    def units(given: Sequence[str]) -> list[str]:
        assert all(fits(unit) for unit in given)
        return list(given)

    found = translated([text], ENGLISH, SWAHILI, units, fits=fits)[0]
    assert "".join(found.split()) == "".join(text.split())
