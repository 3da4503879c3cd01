from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from isogloss.languages import Language
from isogloss.models.translators.chat import ChatTranslator

ENGLISH, SERBIAN = Language.parse("eng"), Language.parse("srp_Latn")


@dataclass(frozen=True)
class Writer:
    """A model that says one thing, and keeps what it was asked."""

    says: str
    asked: list[str] = field(default_factory=list)
    name: str = "writer"
    fingerprint: str = "00"
    languages: tuple[Language, ...] = ()

    def generate(self, prompts: Sequence[str], *, most: int = 256, stop: Sequence[str] = ()) -> list[str]:
        assert most >= 256
        assert not stop
        self.asked.extend(prompts)
        return [self.says] * len(prompts)


def test_languages_are_named_with_their_script_where_there_are_several() -> None:
    writer = Writer("Voda je čista.")
    found = ChatTranslator("openai:x", writer).translate(["The water is clean.", ""], ENGLISH, SERBIAN)
    assert found == ["Voda je čista.", ""]
    assert len(writer.asked) == 1
    assert "into Serbian (Latn script)" in writer.asked[0]
    assert "=====\nThe water is clean.\n=====" in writer.asked[0]


@pytest.mark.parametrize(
    "says", ['"Voda."', "```\nVoda.\n```", "=====\nVoda.\n=====", " Voda.\n", "„Voda.“"[1:-1]]
)
def test_what_a_model_wraps_its_answer_in_is_taken_off(says: str) -> None:
    assert ChatTranslator("openai:x", Writer(says)).translate(["Water."], ENGLISH, SERBIAN) == ["Voda."]


def test_quotes_of_the_text_itself_stay() -> None:
    assert ChatTranslator("openai:x", Writer('"Voda."')).translate(['"Water."'], ENGLISH, SERBIAN) == [
        '"Voda."'
    ]


def test_the_same_model_asked_the_same_way_has_the_same_fingerprint() -> None:
    assert ChatTranslator("a", Writer("x")).fingerprint == ChatTranslator("b", Writer("y")).fingerprint
