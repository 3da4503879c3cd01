"""A data set of the user's own, in memory, is as good as a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from isogloss.data.examples import Labelled
from isogloss.data.rejects import Reject
from isogloss.languages import Language
from isogloss.runs.cell import digest
from isogloss.transfer import transfer
from tests.transfer.letters import TEST, TRAIN


@dataclass(frozen=True)
class InMemory:
    """Topics, from dictionaries."""

    name: str = "topics"
    task: str = "classification"
    origin: str = "memory"
    licence: str = "CC0-1.0"

    def languages(self, split: str | None = None) -> tuple[Language, ...]:
        tested = tuple(Language.parse(code) for code in TEST)
        return tested[:1] if split == "train" else () if split == "dev" else tested

    def splits(self, language: Language) -> tuple[str, ...]:
        return ("train", "test") if language.code == "eng" else ("test",)

    def examples(
        self,
        split: str,
        language: Language,
        *,
        rejects: list[Reject] | None = None,  # noqa: ARG002  nothing is refused
    ) -> Iterator[Labelled]:
        groups = TRAIN if split == "train" else TEST[str(language)]
        pairs = [(text, label) for label, texts in groups.items() for text in texts]
        for number, (text, label) in enumerate(pairs):
            yield Labelled(str(number), text, label, language, f"memory:{number}")

    def fingerprint(self, split: str, language: Language) -> str:
        return digest([(example.text, example.label) for example in self.examples(split, language)])

    def remarks(self) -> Sequence[str]:
        return ()


def test_a_data_set_in_memory_is_transferred_by_several_processes(tmp_path: Path) -> None:
    run = transfer(InMemory(), source="eng", out=tmp_path / "run", workers=2)
    assert run.record.state == "done"
    assert run.record.facts["licence"] == "CC0-1.0"
    scores = [row.value for row in run.rows() if (row.system, row.metric) == ("static+logreg", "accuracy")]
    assert len(scores) == len(TEST)
    assert min(scores) >= 0.5
