"""Rules that need no training: by script, by word list, by language, and one after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from isogloss.languages.conditional.rule import Rule
from isogloss.languages.scripts import dominant_script


@dataclass(frozen=True, slots=True)
class ByScript:
    """Decides by a token's script. decisions: by ISO 15924 code; other scripts are left to other rules."""

    decisions: Mapping[str, str]

    def decide(self, tokens: Sequence[str]) -> list[str]:
        """Return the decision for each token's script."""
        return [self.decisions.get(dominant_script(token), "") for token in tokens]


@dataclass(frozen=True, slots=True)
class ByList:
    """Decides by what a token is. decisions: by token, written small; capitals are looked up small."""

    decisions: Mapping[str, str]

    def decide(self, tokens: Sequence[str]) -> list[str]:
        """Return the decision for each token that the list holds."""
        return [self.decisions.get(token) or self.decisions.get(token.lower(), "") for token in tokens]


@dataclass(frozen=True, slots=True)
class ByLanguage:
    """Decides by the language that a token and its neighbours are in.

    decisions: by language code, as ``identify`` writes it.
    identify: text to code, any; a single word says little, so that ``context`` tokens either side are read
        with it.
    """

    decisions: Mapping[str, str]
    identify: Callable[[str], str]
    context: int = 1

    def decide(self, tokens: Sequence[str]) -> list[str]:
        """Return the decision for the language around each token."""
        found = []
        for place in range(len(tokens)):
            around = tokens[max(0, place - self.context) : place + self.context + 1]
            found.append(self.decisions.get(self.identify(" ".join(around)), ""))
        return found


@dataclass(frozen=True, slots=True)
class FirstOf:
    """Asks one rule after another: a token's decision is that of the first rule that has one."""

    rules: tuple[Rule, ...]

    def decide(self, tokens: Sequence[str]) -> list[str]:
        """Return the first decision for each token, ``""`` where no rule has one."""
        found = [""] * len(tokens)
        for rule in self.rules:
            if not all(found):
                found = [before or now for before, now in zip(found, rule.decide(tokens), strict=True)]
        return found
