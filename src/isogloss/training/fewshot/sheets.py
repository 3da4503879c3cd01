"""How an example of a task becomes a text with a gap, and which words may fill it, in each language."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import msgspec
from msgspec import Struct

from isogloss.data.examples import Pair
from isogloss.errors import InputError
from isogloss.languages import Language, chosen, matches
from isogloss.tasks.table import task as task_of
from isogloss.training.prompting.naming import common, names_of
from isogloss.training.prompting.settings import Prompting
from isogloss.training.prompting.voices import ENGLISH, Voice, voice_of, wanted_of
from isogloss.training.prompting.wording import filled

MASK: Final = "{mask}"
_NAMED: Final = re.compile(r"\{[A-Z]\w*\}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """patterns: with ``{mask}`` and the fields of an example. words: one a label, in the labels' order.

    language: whose words they are. own: whether that is the language that was wanted; else it is English.
    """

    patterns: tuple[str, ...]
    words: tuple[str, ...]
    language: Language
    own: bool

    @property
    def fingerprint(self) -> str:
        """Hexadecimal digits that change with any pattern or word."""
        return hashlib.sha256(msgspec.json.encode((self.patterns, self.words))).hexdigest()[:16]


class _Clozes(Struct, frozen=True, forbid_unknown_fields=True):
    patterns: tuple[str, ...]
    words: Mapping[str, Mapping[str, str]] = {}


def sheet_of(
    task: str, labels: Sequence[str], language: Language, source: Language | None, prompt: Prompting
) -> Sheet:
    """Return patterns and words for examples in a language, those of the recipe first.

    Where a label has no name in the language, patterns and words are English. Raises InputError for patterns
    of the recipe that lack a field of the task, and for labels that would share a word.
    """
    wanted = wanted_of(language, source, prompt)
    voice = voice_of(language, source, prompt)
    speaks = matches(voice.language, wanted)
    words = _given(labels, wanted, prompt) or (_words(task, labels, voice, prompt) if speaks else None)
    own = words is not None
    if words is None:
        voice, speaks = voice_of(ENGLISH, None, prompt), True
        words = _given(labels, ENGLISH, prompt) or _words(task, labels, voice, prompt)
    words = words or tuple(label.replace("_", " ") for label in labels)
    if len(set(words)) < len(words) or not all(word.strip() for word in words):
        raise InputError(
            f"Labels need a word each, and no two the same: {', '.join(words)}.",
            fix="Say how they are called under [prompt.names] in the recipe.",
        )
    patterns = tuple(_patterns(task, voice if speaks else None, prompt))
    return Sheet(patterns, words, wanted if own else ENGLISH, own)


def fields_of(example: Any) -> dict[str, str]:  # noqa: ANN401  Labelled or Pair
    """Return the texts of an example by the names that patterns have for them."""
    if isinstance(example, Pair):
        return {"first": example.first, "second": example.second}
    return {"text": example.text}


def _patterns(task: str, voice: Voice | None, prompt: Prompting) -> Iterator[str]:
    """Yield the patterns; those that need words of a language only where there is a voice that has them."""
    known = {}
    if voice is not None:
        names = {name.capitalize(): word for name, word in voice.wording.words.items()}
        known = {**names, "colon": voice.wording.colon}
    needed = (MASK, "{first}", "{second}") if task_of(task).example is Pair else (MASK, "{text}")
    for pattern in prompt.cloze or _shipped()[task].patterns:
        if any(pattern.count(field) != 1 for field in needed):
            raise InputError(
                f"The pattern {pattern!r} must hold each of {', '.join(needed)} once.",
                fix="Correct `cloze` under [prompt] in the recipe.",
            )
        found = filled(pattern, {"colon": ": ", **known})
        if voice is not None or not _NAMED.search(found):
            yield found


def _given(labels: Sequence[str], language: Language, prompt: Prompting) -> tuple[str, ...] | None:
    """Return what the recipe calls the labels in a language; None if it does not say so of all."""
    given = {Language.parse(code): names for code, names in prompt.names.items()}
    near = chosen(language, given)
    if near and all(label in given[near[0]] for label in labels):
        return tuple(given[near[0]][label] for label in labels)
    return None


def _words(task: str, labels: Sequence[str], voice: Voice, prompt: Prompting) -> tuple[str, ...] | None:
    """Return what the labels are called in the voice's language; None if not all are called anything."""
    ours = {Language.parse(code): words for code, words in _shipped()[task].words.items()}
    if near := chosen(voice.language, ours):
        found = tuple(ours[near[0]].get(common(label), "") for label in labels)
        if all(found):
            return found
    names = names_of(labels, voice, prompt)
    return names.shown if names.native else None


@cache
def _shipped() -> dict[str, _Clozes]:
    content = (files("isogloss.training.fewshot") / "patterns.toml").read_bytes()
    return msgspec.toml.decode(content, type=dict[str, _Clozes])
