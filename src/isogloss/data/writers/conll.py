"""CoNLL columns: word, tab or blank, tag."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from isogloss.data.examples import Tagged
from isogloss.errors import InputError


def conll_lines(sentences: Iterable[Tagged], *, separator: str = " ") -> Iterator[str]:
    """Yield the lines of a file that ``read_conll`` reads back, each with its end.

    separator: between word and tag. Raises InputError for a word that holds what would end it in the file.
    """
    for sentence in sentences:
        for word, tag in zip(sentence.tokens, sentence.tags, strict=True):
            if not word or any(mark in word for mark in ("\n", "\r", separator)):
                raise InputError(
                    f"{sentence.origin}: the word {word[:60]!r} cannot stand in a CoNLL file.",
                    fix="Write columns with tabs, or take the blank out of the word.",
                )
            yield f"{word}{separator}{tag}\n"
        yield "\n"
