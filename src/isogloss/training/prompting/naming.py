"""What labels are called in a language: by the recipe, by our files for common labels, else by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

import msgspec

from isogloss.languages import Language, chosen
from isogloss.training.prompting.settings import Prompting
from isogloss.training.prompting.voices import Voice, english

Group: TypeAlias = Literal["classes", "kinds"]


@dataclass(frozen=True, slots=True)
class Names:
    """The names of labels, in their order.

    shown: in the prompt. known: all by which each may be told in an answer, the label itself and its English
    name among them. native: whether those shown are the voice's own.
    """

    shown: tuple[str, ...]
    known: tuple[tuple[str, ...], ...]
    native: bool


def names_of(labels: Sequence[str], voice: Voice, prompt: Prompting, group: Group = "classes") -> Names:
    """Return the names of labels; where one of them has none in the language, all are shown as they are."""
    own = _own(voice.language, prompt)
    canonical = [common(label, group) for label in labels]
    said = [
        own.get(label) or (voice.wording.labels[name] if f"labels.{name}" in voice.said else "")
        for label, name in zip(labels, canonical, strict=True)
    ]
    native = all(said) and len(set(said)) == len(said)
    shown = tuple(said) if native else tuple(own.get(label, label) for label in labels)
    in_english = english().labels
    known = tuple(
        tuple(dict.fromkeys(one for one in (name, label, given, in_english.get(given, "")) if one))
        for name, label, given in zip(shown, labels, canonical, strict=True)
    )
    return Names(shown, known, native)


def common(label: str, group: Group = "classes") -> str:
    """Return the name under which our files translate a label; empty if they do not."""
    return _common()[group].get(label.casefold().strip(), "")


def _own(language: Language, prompt: Prompting) -> dict[str, str]:
    given = {Language.parse(code): names for code, names in prompt.names.items()}
    return {
        label: name for found in reversed(chosen(language, given)) for label, name in given[found].items()
    }


@cache
def _common() -> dict[str, dict[str, str]]:
    content = (files("isogloss.training.prompting") / "templates" / "labels.toml").read_bytes()
    groups = msgspec.toml.decode(content, type=dict[str, dict[str, list[str]]])
    return {
        group: {one: name for name, others in names.items() for one in (name, *others)}
        for group, names in groups.items()
    }
