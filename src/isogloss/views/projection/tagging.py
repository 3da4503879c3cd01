"""Tagged sentences as marked texts, and marked texts as tagged sentences."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import regex

from isogloss.data.chunks import Chunk, chunks_of, tags_of
from isogloss.data.examples import Tagged
from isogloss.data.marked import Mark, Marked
from isogloss.languages import Span, words
from isogloss.views.projection.places import covering

_CLUSTER = regex.compile(r"\X")


def marked_sentence(sentence: Tagged) -> Marked:
    """Return the words joined by blanks, and a mark for each chunk of the BIO tags."""
    starts = [0, *accumulate(len(word) + 1 for word in sentence.tokens)]
    marks = tuple(
        Mark(chunk.label, starts[chunk.start], starts[chunk.end] - 1) for chunk in chunks_of(sentence.tags)
    )
    return Marked(sentence.id, " ".join(sentence.tokens), marks, sentence.language, sentence.origin)


def tokens(text: str, *, tokenized: bool = False) -> tuple[Span, ...]:
    """Return what a CoNLL file writes on lines of their own: words, and each sign between them.

    tokenized: what stands between blanks, as it is.
    """
    if tokenized:
        return tuple(Span(match[0], *match.span()) for match in regex.finditer(r"[^ \t\r\n]+", text))
    found: list[Span] = []
    place = 0
    for word in (*words(text), Span("", len(text), len(text))):
        for match in _CLUSTER.finditer(text, place, word.start):
            if sign := match[0].strip():
                start = match.start() + match[0].index(sign)
                found.append(Span(sign, start, start + len(sign)))
        if word.text:
            found.append(word)
        place = word.end
    return tuple(found)


def tagged_sentence(marked: Marked, cut: Sequence[Span]) -> Tagged:
    """Return the tokens of a text in BIO: a token belongs to a mark that it overlaps, to the first of two."""
    chunks = []
    for mark in sorted(marked.marks, key=lambda mark: (mark.start, -mark.end)):
        own = covering(cut, mark.start, mark.end)
        if own:
            chunks.append(Chunk(mark.label, own.start, own.stop))
    tags = tags_of(chunks, len(cut))
    return Tagged(marked.id, tuple(span.text for span in cut), tags, marked.language, marked.origin)
