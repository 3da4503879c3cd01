"""From what the rules find to one score and a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from isogloss.bitext.quality.batch import Batch, Finding
from isogloss.bitext.quality.rules.long import MOST
from isogloss.bitext.quality.settling import named_script, settled
from isogloss.bitext.quality.table import FATAL, ON_DEMAND, chosen_rules, load_rule
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.progress import track

if TYPE_CHECKING:
    from isogloss.models.contracts import Encoder, Translator
    from isogloss.models.language_models import Scorer

Verdict: TypeAlias = Literal["keep", "doubt", "drop"]
_BATCH: Final = 2048
_POOL: Final = 256
# From where on a pair is kept, and below which it is dropped.
BANDS: Final = (0.3, 0.7)


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair and what is held of it.

    score: in [0, 1], how likely the pair is good where as many are bad as good. reasons: by rule, what
    speaks against it. badness: what each rule that was asked says, in [0, 1]; None where it cannot tell.
    """

    source: str
    target: str
    verdict: Verdict
    score: float
    reasons: dict[str, str]
    badness: dict[str, float | None]


def score(
    pairs: Iterable[tuple[str, str]],
    *,
    source: Language | str | None = None,
    target: Language | str | None = None,
    rules: str | Sequence[str] | None = None,
    encoder: Encoder | None = None,
    translator: Translator | None = None,
    scorer: Scorer | None = None,
    bands: tuple[float, float] = BANDS,
) -> Iterator[Scored]:
    """Yield each pair with a verdict, a score and the reasons, in their order.

    source, target: the languages; without them, what needs them says nothing. rules: as ``chosen_rules``
    takes them; by default all whose model is there. encoder: ``static`` by default. translator, scorer: for
    the rules roundtrip and perplexity, which are no part of the score: where they fire, a pair is in doubt.
    bands: a score below the first is dropped, from the second on kept. A few thousand pairs are held.
    Raises UnknownLanguage, UnknownName for a rule, InputError for other bands.
    """
    given = {"perplexity": scorer, "roundtrip": translator}
    names = chosen_rules(rules, also=[name for name, model in given.items() if model is not None])
    low, high = bands
    if not 0 <= low <= high <= 1:
        raise InputError(
            f"Pairs cannot be dropped below {low} and kept from {high}.",
            fix="Both lie between 0 and 1, the first not above the second.",
        )
    empty = Batch(
        [], [], _parsed(source), _parsed(target), encoder or _default(), translator=translator, scorer=scorer
    )
    total = len(pairs) if isinstance(pairs, Sequence) else None
    named = (named_script(source), named_script(target))
    return track(_scored(iter(pairs), empty, names, bands, named), label="scoring", total=total, unit="pairs")


def _scored(
    pairs: Iterator[tuple[str, str]],
    empty: Batch,
    names: tuple[str, ...],
    bands: tuple[float, float],
    named: tuple[bool, bool],
) -> Iterator[Scored]:
    first = list(islice(pairs, _BATCH))
    if not first:
        return
    if not named[0]:
        empty = replace(empty, source=settled(empty.source, [a for a, _ in first]))
    if not named[1]:
        empty = replace(empty, target=settled(empty.target, [b for _, b in first]))
    empty = acquainted(empty, first)
    pairs = chain(first, pairs)
    while given := list(islice(pairs, _BATCH)):
        batch = replace(empty, sources=[a for a, _ in given], targets=[b for _, b in given])
        yield from judged(batch, names, bands)


def acquainted(empty: Batch, first: list[tuple[str, str]]) -> Batch:
    """Return the batch that knows what the first pairs tell: their lengths, and others to be near to."""
    from isogloss.bitext.quality.lengths import expected, length

    lengths = [(length(a), length(b)) for a, b in first]
    distinct = list(dict.fromkeys(first))
    count = min(len(distinct), _POOL)
    kept = [distinct[number * len(distinct) // count] for number in range(count)]
    pool = replace(empty, sources=[a for a, _ in kept], targets=[b for _, b in kept])
    return replace(empty, expected=expected(empty.source, empty.target, lengths), pool=pool)


def judged(batch: Batch, names: Sequence[str], bands: tuple[float, float] = BANDS) -> Iterator[Scored]:
    """Yield the pairs of a batch with what the named rules find of them."""
    from isogloss.bitext.quality.calibration import probability

    shown = _beginnings(batch)
    found = {name: load_rule(name)(batch if name in FATAL else shown) for name in names}
    for n, (source, target) in enumerate(zip(batch.sources, batch.targets, strict=True)):
        own = {name: findings[n] for name, findings in found.items()}
        fatal = any(own[name].reason for name in FATAL if name in own)
        value = 0.0 if fatal else probability({name: finding.badness for name, finding in own.items()})
        yield Scored(
            source,
            target,
            _verdict(value, own, bands),
            round(value, 4),
            {name: finding.reason for name, finding in own.items() if finding.reason},
            {name: finding.badness for name, finding in own.items()},
        )


def _beginnings(batch: Batch) -> Batch:
    """Return the batch with what is too long for a sentence cut: the rest would only cost time."""
    if max(map(len, (*batch.sources, *batch.targets)), default=0) <= MOST:
        return batch
    sources, targets = ([text[:MOST] for text in side] for side in (batch.sources, batch.targets))
    return replace(batch, sources=sources, targets=targets)


def _verdict(value: float, found: dict[str, Finding], bands: tuple[float, float]) -> Verdict:
    if value < bands[0]:
        return "drop"
    doubted = any(found[name].reason for name in ON_DEMAND if name in found)
    return "doubt" if doubted or value < bands[1] else "keep"


def _parsed(language: Language | str | None) -> Language:
    return Language("und") if language is None else Language.parse(language)


def _default() -> Encoder:
    from isogloss.models.registry import load_encoder

    return load_encoder("static")
