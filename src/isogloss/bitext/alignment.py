"""Word alignments of pairs of texts, with places in the texts as they were given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from isogloss.errors import InputError
from isogloss.languages import Language, Span, words
from isogloss.progress import track

if TYPE_CHECKING:
    from isogloss.models.contracts import Aligner, Link, WordPair

_BATCH: Final = 4096  # what was learned is set beside what is new once a batch, and words are encoded once
_MOST_TAUGHT: Final = 50_000
# As fast_align, Moses and the gold files cut; a no-break space is part of a word there.
_TOKEN: Final = re.compile(r"[^ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class AlignedPair:
    """The words of two texts, and which of them translate each other.

    source, target: where each word stands in its text. links: sorted, by places in these two.
    """

    source: tuple[Span, ...]
    target: tuple[Span, ...]
    links: tuple[Link, ...]

    def pharaoh(self) -> str:
        """Return ``0-0 1p2``: source and target word, from 0; ``p`` where the link is only possible."""
        return " ".join(f"{link.source}{'-' if link.sure else 'p'}{link.target}" for link in self.links)


def align(
    pairs: Iterable[tuple[str, str]],
    *,
    source: Language | str | None = None,
    target: Language | str | None = None,
    tokenized: bool = False,
    aligner: Aligner | None = None,
    training: Sequence[tuple[str, str]] = (),
    refused: list[int] | None = None,
) -> Iterator[AlignedPair]:
    """Yield the word alignment of each pair of texts, in their order.

    source, target: the languages, which words are cut by; without one, what holds in all.
    tokenized: words are what stands between blanks. aligner: by default ``combined`` with ``static``.
    training: more pairs to learn from. An aligner that learns holds all pairs and then aligns them; others
    hold a few thousand. refused: takes the numbers, from 1, of pairs too long to be aligned, which come
    without words and links; without such a list, the first of them raises InputError.
    Raises UnknownLanguage.
    """
    from isogloss.models.contracts import LearningAligner

    languages = (Language.given(source), Language.given(target))
    chosen = _default(*languages) if aligner is None else aligner
    total = len(pairs) if isinstance(pairs, Sequence) else None
    pairs = _short(pairs, languages, tokenized, refused)
    if isinstance(chosen, LearningAligner):
        pairs = list(pairs)
        total = len(pairs)
        taught = [_texts(_spans(pair, languages, tokenized)) for pair in _spread((*pairs, *training))]
        chosen = chosen.fit(taught)
    found = _aligned(iter(pairs), languages, tokenized, chosen)
    return track(found, label="aligning", total=total, unit="pairs")


def _short(
    pairs: Iterable[tuple[str, str]],
    languages: tuple[Language | None, Language | None],
    tokenized: bool,
    refused: list[int] | None,
) -> Iterator[tuple[str, str]]:
    """Yield the pairs, two empty texts in place of those too long; see ``align``."""
    from isogloss.models.aligners.similarity import MOST_CELLS, check_sizes

    for number, pair in enumerate(pairs, start=1):
        # A text has no more words than characters, so that few are cut twice.
        if len(pair[0]) * len(pair[1]) > MOST_CELLS:
            try:
                check_sizes([_texts(_spans(pair, languages, tokenized))], number)
            except InputError:
                if refused is None:
                    raise
                refused.append(number)
                pair = ("", "")
        yield pair


def _spread(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the pairs that are learned from, evenly spaced: words of more would not fit into memory."""
    count = min(len(pairs), _MOST_TAUGHT)
    return (pairs[number * len(pairs) // count] for number in range(count))


def _aligned(
    pairs: Iterator[tuple[str, str]],
    languages: tuple[Language | None, Language | None],
    tokenized: bool,
    aligner: Aligner,
) -> Iterator[AlignedPair]:
    while batch := [_spans(pair, languages, tokenized) for pair in islice(pairs, _BATCH)]:
        taken = [_texts(cut) for cut in batch]
        links = aligner.align(taken)
        yield from (AlignedPair(*cut, own) for cut, own in zip(batch, links, strict=True))


_Cut = tuple[tuple[Span, ...], tuple[Span, ...]]


def _spans(
    pair: tuple[str, str], languages: tuple[Language | None, Language | None], tokenized: bool
) -> _Cut:
    if tokenized:
        return _tokens(pair[0]), _tokens(pair[1])
    return words(pair[0], languages[0]), words(pair[1], languages[1])


def _tokens(text: str) -> tuple[Span, ...]:
    return tuple(Span(token[0], token.start(), token.end()) for token in _TOKEN.finditer(text))


def _texts(cut: _Cut) -> WordPair:
    return [span.text for span in cut[0]], [span.text for span in cut[1]]


def _default(source: Language | None, target: Language | None) -> Aligner:
    from isogloss.models.aligners.table import load_aligner
    from isogloss.models.registry import load_word_encoder

    return load_aligner("combined", load_word_encoder("static"), source=source, target=target)
