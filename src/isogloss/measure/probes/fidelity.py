"""Language fidelity: does a model answer, and reason, in the language that it was asked for.

Source: Marchisio et al. 2024, "Understanding and Mitigating Language Confusion in LLMs", arXiv:2406.20052
(line pass rate, word pass rate and their harmonic mean). There words are looked up in an English dictionary,
in languages of other scripts only; here a word is foreign by its script, or by the clause that it stands in,
in any language that the identifier knows. Lines of which it cannot tell the language are counted apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from isogloss.arrays import Doubles2d
from isogloss.languages import Language
from isogloss.measure.answering import answers
from isogloss.measure.averages import average, ratio
from isogloss.measure.generations import Generation
from isogloss.measure.job import Job
from isogloss.measure.probe import Finding, Probe
from isogloss.measure.traces import Parted, numbered_steps, parted, steps
from isogloss.measure.verdicts import Judged, covered, judged, lines_of

_NAMED: Final = 5  # other languages that are told, most frequent first
_STEPS: Final = 10  # places in a trace that are told one by one


@dataclass(frozen=True, slots=True)
class _Answer:
    """A generation, judged. lines: of the answer; steps: of the reasoning."""

    parts: Parted
    lines: Sequence[Judged]
    steps: Sequence[Judged]

    def passes(self) -> bool | None:
        """Return whether no line is in another language; None if none is in the own one or another."""
        kinds = {line.kind for line in self.lines}
        return None if not kinds & {"own", "other"} else "other" not in kinds


def of_language(job: Job, language: Language) -> Iterator[Finding]:
    """Yield pass rates, confusion and code-mixing of what was written when ``language`` was asked for.

    line_pass_rate: share of answers without a line in another language, among those with a line that tells;
    word_pass_rate: share of those without a foreign word, among those that pass by lines; both: their
    harmonic mean. abstained: share of lines of which nothing is told. Steps of reasoning: ``_reasoning``.
    """
    grouped = _by_code(answers(job, language))
    for asked, found in grouped.items():
        judgements, seed = _judged(found, asked), job.settings.seed
        # One language may be asked for by several names; they may mean another script each.
        detail = {"asked": asked} if len(grouped) > 1 else {}
        for finding in (*_answers(judgements, asked, seed), *_reasoning(judgements, seed)):
            yield replace(finding, detail={**detail, **finding.detail})


def _by_code(found: Sequence[Generation]) -> dict[str, list[Generation]]:
    grouped: dict[str, list[Generation]] = {}
    for generation in found:
        grouped.setdefault(generation.asked, []).append(generation)
    return grouped


def _judged(found: Sequence[Generation], asked: str) -> list[_Answer]:
    """Return all generations judged; the identifier is asked once for all their lines."""
    parts = [parted(generation.text, generation.trace) for generation in found]
    lines = [lines_of(part.answer) for part in parts]
    stepped = [steps(part.trace) if part.trace else numbered_steps(part.answer) for part in parts]
    told = [[" ".join(lines_of(step)) for step in own] for own in stepped]
    every = [text for own in (*lines, *told) for text in own]
    verdicts = iter(judged(every, asked))
    by_line = [[next(verdicts) for _ in own] for own in lines]
    by_step = [[next(verdicts) for _ in own] for own in told]
    return [_Answer(*three) for three in zip(parts, by_line, by_step, strict=True)]


def _answers(found: Sequence[_Answer], asked: str, seed: int) -> Iterator[Finding]:
    n = len(found)
    yield Finding(metric="answers", value=n, n=n)
    empty = [not answer.parts.answer for answer in found]
    yield _share("empty", empty, seed)
    lines = [line for answer in found for line in answer.lines]
    if not lines:
        return
    yield from ratio("abstained", _counts(found, lambda line: line.kind == "untold"), seed)
    yield from ratio("script_pass_rate", _counts(found, lambda line: line.script is not False), seed)
    if not covered(asked):
        yield Finding(metric="unknown_to_identifier", value=1.0, n=n)
        return
    telling = [answer for answer in found if answer.passes() is not None]
    if not telling:
        return
    passing = [answer for answer in telling if answer.passes()]
    yield _share("line_pass_rate", [bool(answer.passes()) for answer in telling], seed)
    pure = [not any(line.foreign for line in answer.lines) for answer in passing]
    if passing:
        yield _share("word_pass_rate", pure, seed)
    line_rate, word_rate = len(passing) / len(telling), sum(pure) / max(1, len(pure))
    both = 2 * line_rate * word_rate / (line_rate + word_rate) if line_rate + word_rate else 0.0
    yield Finding(metric="language_pass_rate", value=both, n=len(telling))
    yield _share("code_mixing", [_mixes(answer) for answer in telling], seed)
    words = np.array(
        [[sum(line.words for line in one.lines), sum(line.foreign for line in one.lines)] for one in telling],
        np.float64,
    )
    yield from ratio("foreign_words", words, seed)
    yield from _others(lines, "answered_in")


def _reasoning(found: Sequence[_Answer], seed: int) -> Iterator[Finding]:
    """Yield in which languages the steps of reasoning are: all, and step by step.

    steps_in_asked: share of the steps of which something is told. step_in_asked: the same of the first,
    second, … step. switches: changes of language between such steps, a trace. unfinished: share of traces
    that were begun and not ended. The intervals are of traces drawn with replacement.
    """
    traces = [answer for answer in found if answer.steps]
    if not traces:
        return
    yield Finding(metric="traces", value=len(traces), n=len(traces))
    yield _share("unfinished", [not answer.parts.finished for answer in traces], seed)
    kinds = [[step.kind for step in answer.steps] for answer in traces]
    counts = np.array([[len(own), own.count("untold")] for own in kinds], np.float64)
    yield from ratio("untold_steps", counts, seed)
    told = np.array([[len(own) - own.count("untold"), own.count("own")] for own in kinds], np.float64)
    if not told[:, 0].any():
        return
    yield from ratio("steps_in_asked", told, seed)
    yield average("switches", np.array([_switches(answer) for answer in traces]), seed, {})
    for place in range(min(_STEPS, max(map(len, kinds)))):
        there = [own[place] == "own" for own in kinds if len(own) > place and own[place] != "untold"]
        if there:
            yield _share("step_in_asked", there, seed, step=place + 1)
    yield from _others([step for answer in traces for step in answer.steps], "reasoned_in")


def _counts(found: Sequence[_Answer], counted: Callable[[Judged], bool]) -> Doubles2d:
    """Return float64[answers, 2]: how many lines each has, and how many of them count."""
    return np.array([[len(one.lines), sum(map(counted, one.lines))] for one in found], np.float64)


def _mixes(answer: _Answer) -> bool:
    """Return whether an answer holds the own language and another one, by lines or within them."""
    kinds = {line.kind for line in answer.lines}
    return "own" in kinds and any(line.foreign for line in answer.lines)


def _switches(answer: _Answer) -> float:
    told = [step.language for step in answer.steps if step.kind != "untold"]
    return float(sum(one != other for one, other in pairwise(told)))


def _others(found: Sequence[Judged], metric: str) -> Iterator[Finding]:
    """Yield the share of each other language among the lines or steps of which something is told."""
    told = [one for one in found if one.kind != "untold"]
    others = Counter(str(one.language) for one in told if one.kind == "other")
    for language, times in others.most_common(_NAMED):
        share = times / len(told)
        yield Finding(metric=metric, value=share, n=len(told), detail={"language": language})
    rest = sum(others.values()) - sum(times for _, times in others.most_common(_NAMED))
    if rest:
        yield Finding(metric=metric, value=rest / len(told), n=len(told), detail={"language": "others"})


def _share(metric: str, which: Sequence[bool], seed: int, **detail: int) -> Finding:
    return average(metric, np.array(which, np.float64), seed, detail)


FIDELITY: Final = Probe(
    name="fidelity",
    need="generator",
    paper="Marchisio et al. 2024, arXiv:2406.20052",
    of_language=of_language,
    wants=("generations", "prompts"),
    own_texts=True,
    spared_by="generations",
)
