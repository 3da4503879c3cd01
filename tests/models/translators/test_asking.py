from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from isogloss.bitext.projection import project_file
from isogloss.data.examples import Labelled
from isogloss.errors import IsoglossError
from isogloss.languages import Language
from isogloss.models.translators.asking import asked
from isogloss.views.translating import Translated

ENGLISH, THAI = Language.parse("eng"), Language.parse("tha")


@dataclass(frozen=True)
class Faulty:
    """A translator that answers as it is told to."""

    answer: Callable[[list[str]], object]
    name: str = "faulty"
    fingerprint: str = "00"

    def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        assert (source, target) == (ENGLISH, THAI)
        return self.answer(list(texts))  # type: ignore[return-value]  # the fault that is tested


FAULTS: list[Callable[[list[str]], object]] = [
    lambda texts: texts[:-1],
    lambda texts: [*texts, "น้ำ"],
    lambda texts: [None for _ in texts],
    lambda _: "น้ำ",
    lambda _: None,
]


@pytest.mark.parametrize("answer", FAULTS)
def test_an_answer_that_is_none_is_told_wherever_it_is_asked_for(
    tmp_path: Path, answer: Callable[[list[str]], object]
) -> None:
    faulty = Faulty(answer)
    with pytest.raises(IsoglossError, match="faulty gave"):
        asked(faulty, ["water", "fire"], ENGLISH, THAI)
    examples = [Labelled("1", "water", "x", ENGLISH, "a:1"), Labelled("2", "fire", "x", ENGLISH, "a:2")]
    with pytest.raises(IsoglossError, match="faulty gave"):
        Translated(faulty, THAI)(examples, seed=0)
    (tmp_path / "a.conll").write_text("Ann B-PER\n\nBob B-PER\n\n")
    out = tmp_path / "out" / "b.conll"
    with pytest.raises(IsoglossError, match="faulty gave"):
        project_file(tmp_path / "a.conll", out, source=ENGLISH, target=THAI, translations=faulty)
    assert not out.parent.exists()


def test_half_a_surrogate_pair_becomes_what_a_file_can_hold() -> None:
    assert asked(Faulty(lambda _: ["น้ำ \ud800 😀"]), ["water"], ENGLISH, THAI) == ["น้ำ � 😀"]


def test_nothing_is_asked_for_no_text() -> None:
    assert asked(Faulty(lambda _: 1 / 0), [], ENGLISH, THAI) == []
