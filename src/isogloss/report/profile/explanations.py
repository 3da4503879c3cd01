"""Which training examples pushed which predictions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from isogloss.report.portrait import Portrait
from isogloss.report.profile.details import detail_of
from isogloss.report.wording import MINUS
from isogloss.runs.row import Row

PROBE: Final = "influence"
MEANING: Final = (
    "The training examples that pushed most for each prediction, and against it. The number is what the "
    "log-probability of the prediction would lose, to first order, had the example been left out; below 0 it "
    "would gain."
)


class Push(Struct, frozen=True, kw_only=True):
    """A training example. value: how much it raises the log-probability of what was predicted."""

    side: str
    value: float
    label: str
    id: str
    text: str

    @property
    def signed(self) -> str:
        """The value with its sign; what three decimals would call nothing, by its power of ten."""
        form = "+.3f" if self.value == 0 or abs(self.value) >= 0.001 else "+.1e"
        return f"{self.value:{form}}".replace("-", MINUS)


class Explained(Struct, frozen=True, kw_only=True):
    """A prediction that was asked about. system: empty where the run has one alone."""

    language: str
    name: str
    example: str
    system: str
    gold: str
    predicted: str
    text: str
    pushes: Sequence[Push]

    @property
    def headed(self) -> str:
        """Which prediction it is, and whether it was right."""
        right = "rightly" if self.gold == self.predicted else f"it is {self.gold}"
        by = f" by {self.system}" if self.system else ""
        return f"{self.name} {self.example}, taken{by} for {self.predicted} ({right})"


def explanations(rows: Sequence[Row], people: Mapping[str, Portrait]) -> list[Explained]:
    """Return each prediction that was asked about, with what pushed for it, then what pushed against it."""
    found: dict[tuple[str, str, str], list[tuple[Row, dict[str, str]]]] = {}
    for row in rows:
        if row.recipe == PROBE and row.metric == "influence":
            detail = detail_of(row)
            key = row.language, detail["example"], detail.get("system", "")
            found.setdefault(key, []).append((row, detail))
    several = len({system for _, _, system in found}) > 1
    return [
        Explained(
            language=language,
            name=people[language].name if language in people else language,
            example=example,
            system=system if several else "",
            gold=own[0][1]["gold"],
            predicted=own[0][1]["predicted"],
            text=own[0][1]["of"],
            pushes=[
                Push(side=of["side"], value=row.value, label=of["label"], id=of["train"], text=of["text"])
                for row, of in own
            ],
        )
        for (language, example, system), own in found.items()
    ]


def lines(one: Explained) -> Iterator[str]:
    """Yield a line for each training example, as a terminal shows it."""
    for push in one.pushes:
        yield f"  {push.side} {push.signed}  {push.label}, {push.id}: {push.text}"
