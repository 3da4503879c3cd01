"""What is said in a prompt: the words of one language, and how its fields stand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Final

import msgspec
from msgspec import Struct

_FIELD: Final = re.compile(r"\{(\w+)\}")


class Pattern(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an example of a task stands in a prompt: ``{text}`` is its field, ``{Text}`` what that is called.

    question: what is given. answer: what stands before the answer; blanks at its end join the two.
    """

    question: str | None = None
    answer: str | None = None


class Wording(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The wording of one language.

    letters: of options, in order, blanks between. colon: between a field's name and its content.
    words: what fields are called. ask: the instruction of each task. labels: what labels are called.
    patterns: of tasks, where they are not as in ``layout.toml``.
    """

    letters: str = ""
    colon: str = ""
    words: Mapping[str, str] = {}
    ask: Mapping[str, str] = {}
    labels: Mapping[str, str] = {}
    patterns: Mapping[str, Pattern] = {}

    def over(self, other: Wording) -> Wording:
        """Return the other wording with all that this one says in its place."""
        patterns = {
            name: Pattern(
                question=_first(self.patterns.get(name), other.patterns.get(name), "question"),
                answer=_first(self.patterns.get(name), other.patterns.get(name), "answer"),
            )
            for name in {**other.patterns, **self.patterns}
        }
        return Wording(
            letters=self.letters or other.letters,
            colon=self.colon or other.colon,
            words={**other.words, **self.words},
            ask={**other.ask, **self.ask},
            labels={**other.labels, **self.labels},
            patterns=patterns,
        )

    @property
    def fingerprint(self) -> str:
        """Hexadecimal digits that change with any word."""
        content = msgspec.json.encode(self, order="deterministic")
        return hashlib.sha256(content).hexdigest()[:16]


def filled(pattern: str, fields: Mapping[str, str]) -> str:
    """Return the pattern with its fields put in, in one pass: braces in what is put in stay.

    A field that is not known stays as it is written.
    """
    return _FIELD.sub(lambda match: fields.get(match[1], match[0]), pattern)


def _first(own: Pattern | None, other: Pattern | None, part: str) -> str | None:
    said: str | None = getattr(own, part, None)
    return getattr(other, part, None) if said is None else said
