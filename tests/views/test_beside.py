"""Translations that stand beside texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from isogloss.data.examples import Beside, Example, Labelled, Pair, Tagged
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.views.beside import Accompanied, SetBeside
from isogloss.views.table import view

ENG, AMH = Language.parse("eng"), Language.parse("amh")


@dataclass
class Upper:
    """A translator that writes capitals, and nothing for what it does not know."""

    name: str = "upper"
    fingerprint: str = "0"

    def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        assert (source, target) == (AMH, ENG)
        return ["" if text == "?" else text.upper() for text in texts]


def shown(*examples: Example) -> list[Example]:
    return Accompanied(Upper(), ENG).shown(examples).examples


def test_the_translation_stands_beside_and_the_text_stays() -> None:
    text = Labelled("1", "selam", "greeting", AMH, "f:1")
    pair = Pair("2", "selam", "?", "same", AMH, "f:2")
    own = Labelled("3", "hello", "greeting", ENG, "f:3")
    found = shown(text, pair, own)
    assert [getattr(one, "beside", None) for one in found] == [
        Beside(("SELAM",), ENG),
        Beside(("SELAM", "?"), ENG),  # what has no translation stays
        Beside(("hello",), ENG),
    ]
    assert found[0] == Labelled("1", "selam", "greeting", AMH, "f:1", Beside(("SELAM",), ENG))


def test_words_with_tags_have_none_beside_them() -> None:
    with pytest.raises(InputError, match="beside texts and pairs alone"):
        shown(Tagged("1", ("selam",), ("O",), AMH, "f:1"))


def test_the_view_is_named_in_recipes_and_needs_its_direction() -> None:
    assert view({"view": "beside", "to": "target", "translator": "x"}) == SetBeside("target", "x")
    with pytest.raises(TypeError, match="given its languages"):
        view({"view": "beside", "to": "source"})([], seed=0)
    with pytest.raises(InputError, match="takes no such parameters"):
        view({"view": "beside", "to": "both"})
