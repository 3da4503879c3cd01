"""An answer that is a passage: what was said, found in the text it should be taken from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from isogloss.languages import Language, normalize_answer, words
from isogloss.languages.answers.passages import passages

_QUOTES: Final = regex.compile(r"^[\s\"“”„«»「」『』`*:：=]+|[\s\"“”„«»「」『』`*]+$")
_LABEL: Final = 40  # characters of "The answer is", and of what stands before it


def quoted(said: str, context: str, language: Language) -> str:
    """Return the passage of ``context`` that an answer gives; empty if it is none of its passages.

    What announces the answer is taken off. Case, punctuation, marks and articles may differ, as
    ``normalize_answer`` has it.
    """
    for candidate in _candidates(said):
        start = context.find(candidate)
        if start >= 0:
            return candidate
    for candidate in _candidates(said):
        if found := _alike(candidate, context, language):
            return found
    return ""


def _candidates(said: str) -> list[str]:
    """Return what may be the answer: all of it, its first line, what is announced; each bare and as it is."""
    pieces = [said, said.strip().split("\n", 1)[0]]
    pieces += [
        said[passage.joined if passage.joined is not None else passage.start : passage.end]
        for passage in passages(said)
        if passage.start <= _LABEL or passage.how != "cue"
    ]
    bare = [_QUOTES.sub("", piece) for piece in pieces]
    shorn = [piece.rstrip(".。।؟!?،,") for piece in bare]
    return [piece for piece in dict.fromkeys([*bare, *shorn]) if piece]


def _alike(candidate: str, context: str, language: Language) -> str:
    """Return the first run of whole words in the text that is normalised to the same."""
    wanted = [key for key in _keys([span.text for span in words(candidate, language)], language) if key]
    spans = words(context, language)
    keys = _keys([span.text for span in spans], language)
    places = [place for place, key in enumerate(keys) if key]
    for at in range(len(places) - len(wanted) + 1):
        run = places[at : at + len(wanted)]
        if wanted and [keys[place] for place in run] == wanted:
            return context[spans[run[0]].start : spans[run[-1]].end]
    return ""


def _keys(found: Sequence[str], language: Language) -> list[str]:
    known = {word: normalize_answer(word, language) for word in dict.fromkeys(found)}
    return [known[word] for word in found]
