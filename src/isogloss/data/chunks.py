"""Labelled stretches of words, and the ways in which files write them as a tag a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

OUTSIDE: Final = "O"

# IOB1: B- only between two chunks of one label; BIO (IOB2): B- begins every chunk; BIOES (BILOU, BMEWO): also
# the last word and the only word of a chunk are marked; plain: tags are no chunks (parts of speech).
Scheme: TypeAlias = Literal["BIO", "IOB1", "BIOES", "plain"]

_BEGINS: Final = frozenset("BSUW")
_ENDS: Final = frozenset("ELSUW")
_INSIDE: Final = frozenset("IMEL")
_PREFIXES: Final = _BEGINS | _INSIDE


@dataclass(frozen=True, slots=True)
class Chunk:
    """The words ``[start, end)`` of a sentence, and their label."""

    label: str
    start: int
    end: int


def chunks_of(tags: Sequence[str]) -> list[Chunk]:
    """Return the chunks of a sentence tagged in BIO; an ``I-`` that continues nothing begins a chunk."""
    found: list[Chunk] = []
    label, start = "", 0
    for place, tag in enumerate((*tags, OUTSIDE)):
        prefix, own = split_tag(tag)
        if label and (prefix != "I" or own != label):
            found.append(Chunk(label, start, place))
            label = ""
        if prefix and not label:
            label, start = own, place
    return found


def tags_of(chunks: Iterable[Chunk], length: int) -> tuple[str, ...]:
    """Return the BIO tags of ``length`` words; where chunks overlap, the one that comes first keeps them."""
    tags = [OUTSIDE] * length
    for chunk in chunks:
        free = [place for place in range(chunk.start, min(chunk.end, length)) if tags[place] == OUTSIDE]
        for place in free:
            continued = place > chunk.start and place - 1 in free
            tags[place] = f"{'I' if continued else 'B'}-{chunk.label}"
            if place + 1 not in free:
                break
    return tuple(tags)


def split_tag(tag: str) -> tuple[str, str]:
    """Return the prefix and the label of a tag such as ``B-PER``; two empty strings where it has none."""
    prefix, dash, label = tag.partition("-")
    return (prefix, label) if dash and label and prefix in _PREFIXES else ("", "")


def scheme_of(sentences: Iterable[Sequence[str]]) -> Scheme:
    """Return how the tags of a whole file are written.

    A file of which no tag has a prefix, and some is not ``O``, is plain. One that has ``B-`` only where a
    chunk follows another of its label, and chunks that ``I-`` begins, is IOB1.
    """
    prefixes: set[str] = set()
    others = begun_by_i = begun_by_b = False
    for tags in sentences:
        before = ("", "")
        for tag in tags:
            here = split_tag(tag)
            others = others or (not here[0] and tag != OUTSIDE)
            prefixes.add(here[0])
            begun_by_i = begun_by_i or (here[0] == "I" and here[1] != before[1])
            begun_by_b = begun_by_b or (here[0] == "B" and here[1] != before[1])
            before = here
    if prefixes <= {""}:
        return "plain" if others else "BIO"
    if prefixes & (_PREFIXES - {"B", "I"}):
        return "BIOES"
    return "IOB1" if begun_by_i and not begun_by_b else "BIO"


def as_bio(tags: Sequence[str], scheme: Scheme) -> Iterator[tuple[str, bool]]:
    """Yield each tag in BIO, and whether it had to be repaired because it continues nothing.

    In BIOES, ``E-`` and ``M-`` count as ``I-``, and ``S-`` as ``B-``; what follows an end begins anew.
    """
    label = ""
    for tag in tags:
        prefix, own = split_tag(tag)
        if scheme == "plain" or not prefix:
            label = ""
            yield tag, False
            continue
        begins = prefix in _BEGINS or own != label
        yield f"{'B' if begins else 'I'}-{own}", begins and prefix not in _BEGINS and scheme != "IOB1"
        label = "" if scheme == "BIOES" and prefix in _ENDS else own
