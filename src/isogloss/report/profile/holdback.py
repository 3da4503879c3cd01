"""One sentence per language that says what holds it back, from what the probes found.

Every threshold is a convention of this report and stands here alone; the numbers it judges stand beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from isogloss.report.portrait import Portrait, name_of
from isogloss.report.profile.details import detail_of
from isogloss.report.wording import counted, percent
from isogloss.runs.row import Row

UNREADABLE: Final = 0.1  # share of tokens that are unknown
_UNSEEN: Final = 0.5  # of these, so that most of the script is lacking
_LONE: Final = 0.25  # share of tokens that are parts of a character
_PREMIUM: Final = 1.5
_ALIGNED: Final = 0.5
_HUBS: Final = 0.1
_CONTRAST: Final = 0.1
_APART: Final = 0.9
_BARRIER: Final = 0.1
_PRECISION: Final = 0.3
_FAITHFUL: Final = 0.9
_FRIENDS: Final = 0.7  # share of false friends that are told; a coin tells a half
_HUBBED: Final = 3  # sentences: fewer regained are luck
_FEW: Final = 30
# What a language's numbers rest on: probe, metric, and what is counted.
_RESTS_ON: Final = (
    ("premium", "premium", "sentence"),
    ("alignment", "mexa", "sentence"),
    ("ranker", "similarity", "sentence"),
    ("fidelity", "answers", "answer"),
    ("lexical", "precision", "word"),
    ("lexical", "type_accuracy", "pair of words"),
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The findings of one language, asked for by probe, metric and detail."""

    rows: Sequence[Row]
    language: Portrait
    pivot: Portrait

    def row(self, probe: str, metric: str, **detail: str) -> Row | None:
        """Return the first row that fits, None if there is none."""
        wanted = {f"{name}={value}" for name, value in detail.items()}
        for row in self.rows:
            if (row.recipe, row.metric) == (probe, metric) and wanted <= set(row.detail.split(";")):
                return row
        return None

    def value(self, probe: str, metric: str, **detail: str) -> float | None:
        """Return that row's value, None if there is none."""
        row = self.row(probe, metric, **detail)
        return None if row is None else row.value


# What may hold a language back: a question to the evidence, answered with a clause or not at all.
Cause = Callable[[Evidence], str | None]


def held_back(rows: Sequence[Row], language: Portrait, pivot: Portrait) -> str:
    """Return what holds a language back, the gravest first, or that nothing measured does."""
    evidence = Evidence(rows, language, pivot)
    if not rows or all(row.metric in ("nothing", "gaps", "repeated") for row in rows):
        return "Nothing could be measured in it."
    said = "; ".join(_causes(evidence))
    if not said:
        stands = ", ".join(_standing(evidence))
        much = f" much: {stands}" if stands else ""
        said = f"Nothing that was measured holds it back{much}"
    return f"{said[:1].upper()}{said[1:]}.{_few(evidence)}"


def _standing(evidence: Evidence) -> Iterator[str]:
    """Yield where a language stands that no threshold is passed in: that is not yet without loss."""
    aligned = evidence.value("alignment", "mexa", layers="max")
    if aligned is not None:
        yield f"{percent(aligned)}% of its sentences lie nearest to their translation"
    premium = evidence.value("premium", "premium")
    if premium is not None and (evidence.value("premium", "unknown") or 0.0) < UNREADABLE:
        yield f"{premium:.2f} times the tokens of {evidence.pivot.name}"
    faithful = evidence.value("fidelity", "line_pass_rate")
    if faithful is not None:
        yield f"{percent(faithful)}% of its answers are in it"
    first = evidence.value("lexical", "precision", k="1")
    if first is not None:
        yield f"{percent(first)}% of words find their translation first"


def _few(evidence: Evidence) -> str:
    """Return a warning where the numbers rest on too few to say much."""
    seen = ((evidence.row(probe, metric), noun) for probe, metric, noun in _RESTS_ON)
    counts = [(row.n, noun) for row, noun in seen if row is not None]
    n, noun = min(counts, default=(_FEW, ""))
    plural = "pairs of words" if noun == "pair of words" else ""
    return f" It rests on {counted(n, noun, plural)} only." if 0 < n < _FEW else ""


def _causes(evidence: Evidence) -> Iterator[str]:
    for cause in CAUSES:
        found = cause(evidence)
        if found:
            yield found


def _unseen_script(evidence: Evidence) -> str | None:
    unknown = evidence.value("premium", "unknown")
    if unknown is None or unknown < UNREADABLE:
        return None
    seen, lacks = ("characters", "characters of") if unknown < _UNSEEN else ("script", "much of")
    return (
        f"unseen {seen}: {percent(unknown)}% of its tokens are unknown, for the vocabulary lacks {lacks} the "
        f"{evidence.language.script_name} script; its premium counts what cannot be read"
    )


def _lone_bytes(evidence: Evidence) -> str | None:
    lone = evidence.value("premium", "lone_bytes")
    if lone is None or lone < _LONE:
        return None
    return (
        f"{percent(lone)}% of its tokens are parts of a character: the vocabulary hardly knows the "
        f"{evidence.language.script_name} script"
    )


def _fragmented(evidence: Evidence) -> str | None:
    premium, fertility = evidence.value("premium", "premium"), evidence.value("premium", "fertility")
    unknown = evidence.value("premium", "unknown") or 0.0
    if premium is None or unknown >= UNREADABLE or premium < _PREMIUM:
        return None
    cut = f", {fertility:.2f} tokens a word" if fertility is not None else ""
    return f"subword fragmentation: {premium:.2f} times the tokens of {evidence.pivot.name}{cut}"


def _weak_alignment(evidence: Evidence) -> str | None:
    row = evidence.row("alignment", "mexa", layers="max")
    if row is None or row.value >= _ALIGNED:
        return None
    share = f"{percent(row.value)}%"
    far = f"hardly any of its sentences ({share})"
    if row.value >= _ALIGNED / 5:
        far = f"only {share} of its sentences"
    return f"weak alignment: {far} lie nearest to their {evidence.pivot.name} translation"


def _hubs(evidence: Evidence) -> str | None:
    plain = evidence.row("alignment", "mexa", layers="max")
    corrected = evidence.value("alignment", "mexa_csls", layers="max")
    if plain is None or corrected is None or plain.value >= _ALIGNED:
        return None
    lost = corrected - plain.value
    if lost < _HUBS or round(lost * plain.n) < _HUBBED:
        return None
    return f"hubs, sentences that lie near to all others, cost {percent(lost)} points (CSLS regains them)"


def _far(evidence: Evidence) -> str | None:
    contrast = evidence.value("ranker", "contrast", layers="mean")
    if contrast is None or contrast >= _CONTRAST or evidence.row("alignment", "mexa") is not None:
        return None
    return f"its sentences are hardly nearer to their translation than to others (by {contrast:.2f}, cosine)"


def _apart(evidence: Evidence) -> str | None:
    apart = evidence.value("space", "told_apart", layer="last", centred="no")
    centred = evidence.value("space", "told_apart", layer="last", centred="yes")
    if apart is None or apart < _APART:
        return None
    mended = ""
    if centred is not None and centred < apart / 2:
        mended = " (taking away its mean vector mends that)"
    return (
        "its vectors lie apart from other languages': a linear classifier tells the language of "
        f"{percent(apart)}% of them{mended}"
    )


def _script_barrier(evidence: Evidence) -> str | None:
    barrier = evidence.value("space", "script_barrier", layer="last", centred="no")
    if barrier is None or barrier < _BARRIER or evidence.language.script == evidence.pivot.script:
        return None
    return (
        f"a barrier of script: translations in {evidence.language.script_name} script are nearer by "
        f"{barrier:.2f} (cosine) than those in others"
    )


def _words(evidence: Evidence) -> str | None:
    precision = evidence.value("lexical", "precision", k="1")
    if precision is None or precision >= _PRECISION:
        return None
    return f"weak words: {percent(precision)}% of words find their translation first"


def _false_friends(evidence: Evidence) -> str | None:
    row = evidence.row("lexical", "type_accuracy", type="false friend", **{"in": "isolation"})
    if row is None or row.value >= _FRIENDS:
        return None
    told = f"{round(row.value * row.n):,} of {row.n:,}"
    return f"false friends mislead it: {told} are told from translations"


def _other_language(evidence: Evidence) -> str | None:
    rate = evidence.value("fidelity", "line_pass_rate")
    if rate is None or rate >= _FAITHFUL:
        return None
    others = [row for row in evidence.rows if (row.recipe, row.metric) == ("fidelity", "answered_in")]
    most = max(others, key=lambda row: row.value, default=None)
    code = detail_of(most).get("language", "") if most else ""
    said = f", most often {name_of(code)}" if code and code != "others" else ""
    return f"answers in the wrong language: {percent(1 - rate)}% of them hold lines in another{said}"


def _unjudged(evidence: Evidence) -> str | None:
    answers = evidence.row("fidelity", "answers")
    if answers is None or evidence.row("fidelity", "line_pass_rate") is not None:
        return None
    if evidence.row("fidelity", "abstained") is None:
        return "its answers hold no words"
    known = evidence.row("fidelity", "unknown_to_identifier") is None
    why = "the identifier is sure of none" if known else "the identifier does not know it"
    script = evidence.value("fidelity", "script_pass_rate")
    also = f"; {percent(script)}% of them are in its script" if script is not None else ""
    return f"whether its answers are in it cannot be told: {why}{also}"


def _mixed(evidence: Evidence) -> str | None:
    rate = evidence.value("fidelity", "word_pass_rate")
    if rate is None or rate >= _FAITHFUL:
        return None
    return f"words of another language stand in {percent(1 - rate)}% of the answers that are in it"


def _reasons_elsewhere(evidence: Evidence) -> str | None:
    share = evidence.value("fidelity", "steps_in_asked")
    if share is None or share >= _FAITHFUL:
        return None
    return f"it is not reasoned in: {percent(1 - share)}% of the steps are in another language"


CAUSES: Final[Sequence[Cause]] = (
    _unseen_script,
    _lone_bytes,
    _fragmented,
    _weak_alignment,
    _hubs,
    _far,
    _apart,
    _script_barrier,
    _other_language,
    _unjudged,
    _mixed,
    _reasons_elsewhere,
    _words,
    _false_friends,
)
