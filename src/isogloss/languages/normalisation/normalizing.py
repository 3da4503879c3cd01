"""One spelling for what is the same text, and the way back to the text as it was given."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from isogloss.errors import UnknownName
from isogloss.languages.aligned import Aligned, unchanged
from isogloss.languages.language import Language
from isogloss.languages.normalisation.step import Step
from isogloss.languages.normalisation.table import PRESETS, STEPS
from isogloss.table import load, unknown

# A step may make room for one before it: marks that a dropped character kept apart now join. Two rounds
# are enough for any text met so far; the bound only keeps a fault of ours from going on for ever.
_ROUNDS: Final = 8
# What steps are called elsewhere.
_CALLED: Final = {
    "nfkc": "compatibility",
    "casefold": "case",
    "lower": "case",
    "lowercase": "case",
    "strip": "blanks",
}
_LONGEST_REMEMBERED: Final = 128


def normalize(
    text: str, language: Language | str | None = None, *, steps: str | Sequence[str] = "text"
) -> str:
    """Return ``text`` in the one spelling that ``steps`` lead to; a second time changes nothing.

    steps: ``"text"`` (what a reader sees stays the same), ``"search"`` (what readers take for the same word
    becomes the same), or names of presets and steps, done in this order. language: some steps hold for some
    languages only; without one, only what is safe in all. Linear in the text; lone surrogates stay.
    Raises UnknownName, UnknownLanguage.
    """
    pipeline = _pipeline(_language(language), _names(steps))
    for _ in range(_ROUNDS):
        before = text
        wanted = pipeline.wanted(text)
        for place, step in enumerate(pipeline.steps):
            if not wanted >> place & 1:
                continue
            after = step.text(text)
            if after != text:
                text = after
                wanted = pipeline.wanted(text)
        if text == before:
            break
    return text


def normalize_aligned(
    text: str, language: Language | str | None = None, *, steps: str | Sequence[str] = "text"
) -> Aligned:
    """Return what ``normalize`` returns, and where in ``text`` each part of it came from."""
    pipeline = _pipeline(_language(language), _names(steps))
    aligned = unchanged(text)
    for _ in range(_ROUNDS):
        before = aligned.text
        wanted = pipeline.wanted(before)
        for place, step in enumerate(pipeline.steps):
            if not wanted >> place & 1:
                continue
            after = step.aligned(aligned.text)
            if after.edits:
                aligned = aligned.then(after)
                wanted = pipeline.wanted(aligned.text)
        if aligned.text == before:
            break
    return aligned


def fold(term: str, language: Language | str | None = None) -> str:
    """Return a word as an index should hold it: ``normalize`` with the steps of ``search``, remembered.

    What is longer than any word is folded and forgotten.
    """
    if len(term) > _LONGEST_REMEMBERED:
        return normalize(term, language, steps="search")
    return _remembered(term, language)


@lru_cache(maxsize=1 << 17)
def _remembered(term: str, language: Language | str | None) -> str:
    return normalize(term, language, steps="search")


class _Pipeline(dict[str, int]):
    """Steps for a language, and for each character met so far which of them it may concern, as bits."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self.steps = tuple(steps)

    def __missing__(self, character: str) -> int:
        bits = sum(1 << place for place, step in enumerate(self.steps) if step.trigger.match(character))
        self[character] = bits
        return bits

    def wanted(self, text: str) -> int:
        """Return which steps some character of ``text`` may concern, as bits."""
        bits = 0
        for character in set(text):
            bits |= self[character]
        return bits


@lru_cache(maxsize=64)
def _pipeline(language: Language, names: tuple[str, ...]) -> _Pipeline:
    steps = (load(STEPS, name, kind="step of normalisation")(language) for name in names)
    return _Pipeline([step for step in steps if step is not None])


@lru_cache(maxsize=2048)
def _language(language: Language | str | None) -> Language:
    return Language("und") if language is None else Language.parse(language)


def _names(steps: str | Sequence[str]) -> tuple[str, ...]:
    return _spelt_out((steps,) if isinstance(steps, str) else tuple(steps))


@lru_cache(maxsize=512)
def _spelt_out(steps: tuple[str, ...]) -> tuple[str, ...]:
    """Return names of steps only, presets replaced by what they are made of."""
    names: list[str] = []
    for step in steps:
        if step not in PRESETS and step not in STEPS:
            if step.casefold() in _CALLED:
                meant = _CALLED[step.casefold()]
                raise UnknownName(
                    f"There is no step of normalisation {step!r}.", fix=f"It is called {meant}."
                )
            raise unknown(step, (*PRESETS, *STEPS), kind="step or preset of normalisation")
        names += PRESETS.get(step, (step,))
    return tuple(names)
