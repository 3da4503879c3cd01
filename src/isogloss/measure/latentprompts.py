"""Prompts that ask for one word of a language, made from a lexicon and sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from isogloss.languages import Language, facts
from isogloss.measure.job import Job
from isogloss.measure.lexicons import lexicon
from isogloss.measure.templates import Template
from isogloss.measure.wholewords import whole_words
from isogloss.metrics.sampling import evenly

WORDS: Final = 100  # that are asked for in a task
_FEWEST: Final = 8
_BLANK: Final = "___"

Words = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A prompt, and the concept (the pivot's word) whose word in the target language is to follow."""

    text: str
    concept: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What prompts in a target language are made of. words: of every language, by the pivot's word.

    source: the language that is translated from: the pivot only where there is no other.
    """

    pivot: Language
    target: Language
    source: Language
    words: Mapping[Language, Words]

    def said(self, concept: str, language: Language) -> str:
        """Return one word for a concept, always the same."""
        return concept if language == self.pivot else min(self.words[language][concept])


def setting(job: Job, target: Language) -> Setting | None:
    """Return what prompts are made of; None where the lexicon has too few words of the target language."""
    place = job.settings.lexicon
    if place is None or target == job.pivot:
        return None
    words = {one: found for one in job.languages if (found := _words(place, job.pivot, one))}
    if len(words.get(target, ())) < _FEWEST:
        return None
    words[job.pivot] = {concept: frozenset({concept}) for concept in words[target]}
    others = [one for one in words if one not in (target, job.pivot)]
    shared = {one: len(words[one].keys() & words[target].keys()) for one in others}
    source = max(others, key=lambda one: shared[one], default=job.pivot)
    return Setting(job.pivot, target, source if shared.get(source, 0) >= _FEWEST else job.pivot, words)


def concepts(found: Setting) -> tuple[list[str], int]:
    """Return the concepts that can be asked for, and how many of the lexicon cannot.

    The word is another one than the pivot's and the source's, or nothing would tell the languages apart.
    """
    source = found.words[found.source]
    usable = [
        concept
        for concept, words in found.words[found.target].items()
        if concept in source
        and concept.casefold() not in {word.casefold() for word in words}
        and not (found.source != found.pivot and words & source[concept])
    ]
    return usable, len(found.words[found.target]) - len(usable)


def prompts(
    template: Template, found: Setting, usable: Sequence[str], sentences: Sequence[str]
) -> list[Asked]:
    """Return at most ``WORDS`` prompts of a task, evenly over the concepts, each after solved ones."""
    values = list(_values(template, found, usable, sentences))
    if len(values) <= template.shots:
        return []
    made = []
    for place in evenly(len(values), WORDS).tolist():
        concept, asked = values[place]
        before = [values[(place + 1 + shot) % len(values)][1] for shot in range(template.shots)]
        made.append(Asked(template.prompt(before, asked), concept))
    return made


def _values(
    template: Template, found: Setting, usable: Sequence[str], sentences: Sequence[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    named = {
        "source_language": _name(found.source),
        "target_language": _name(found.target),
    }
    for concept in usable:
        values = {
            **named,
            "source": found.said(concept, found.source),
            "target": found.said(concept, found.target),
        }
        if "{sentence}" in template.text:
            blanked = _blanked(values["target"], sentences)
            if blanked is None:
                continue
            values["sentence"] = blanked
        yield concept, values


def _blanked(word: str, sentences: Sequence[str]) -> str | None:
    """Return the first sentence that holds the word once, as a word, with a blank in its place."""
    for sentence in sentences:
        if sentence.count(word) != 1:
            continue
        places = list(whole_words(word, sentence))
        if len(places) == 1:  # a second one, with a capital, would tell the first
            start, end = places[0]
            return f"{sentence[:start]}{_BLANK}{sentence[end:]}"
    return None


def _name(language: Language) -> str:
    """Return what a language calls itself, as in the paper's prompts; its English name where unknown."""
    known = facts(language)
    return known.autonym or known.name


@lru_cache(maxsize=256)
def _words(place: Path, pivot: Language, language: Language) -> Words:
    found = None if language == pivot else lexicon(place, pivot, language)
    return {} if found is None else found.known
