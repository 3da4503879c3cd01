"""Lists of names or words with what they are, laid upon the words of a sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final

import regex

# What no tag is: a word that got none is tagged wrong.
UNREAD: Final = "?"
_LINE: Final = regex.compile(
    r"^[\s\-*•·–]*(?:\d{1,3}[.)]\s)?(?P<name>\S.*?)\s*(?:[|\t｜]|[:：=/]|\s[-–—→]\s|[\(（])\s*(?P<kind>[^|\t\n]*?)[\s.,;)）*]*$"
)
_MARKS: Final = r"[\s\"'“”‘’«»「」『』`*_]"
_EDGES: Final = regex.compile(rf"^{_MARKS}+|{_MARKS}+$")
_ENDS: Final = regex.compile(rf"^(?:{_MARKS}|[.:;,\-])+|(?:{_MARKS}|[.:;,\-])+$")


def listed(text: str, kinds: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the names of a list and what each is, in order.

    kinds: folded name of a kind -> kind. A line is ``name | kind``; other separators do too, and bullets or
    numbers before it. Lines whose kind is none of these are left out.
    """
    found = []
    for line in text.splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        kind = kinds.get(folded(match["kind"]))
        name = _EDGES.sub("", match["name"])
        if kind is not None and name:
            found.append((name, kind))
    return found


def folded(text: str) -> str:
    """Return a name as names are compared: composed, in one case, without what stands around it.

    Of nothing but marks all stay.
    """
    composed = unicodedata.normalize("NFC", text)
    return (_ENDS.sub("", composed) or composed.strip()).casefold()


def entity_tags(tokens: Sequence[str], entities: Sequence[tuple[str, str]]) -> list[str]:
    """Return a BIO tag for each word: every place where a listed name stands is of its kind.

    Names are found as runs of whole words, blanks and case apart. The first of two that overlap stays; longer
    names go first.
    """
    words = ["".join(folded(token).split()) or token for token in tokens]
    tags = ["O"] * len(tokens)
    for name, kind in sorted(dict.fromkeys(entities), key=lambda one: -len(one[0])):
        wanted = "".join(folded(name).split())
        for start in range(len(words)):
            end = _run(words, start, wanted)
            if end and all(tag == "O" for tag in tags[start:end]):
                tags[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
    return tags


def word_tags(tokens: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Return the tag of each word, laid upon the words in order; UNREAD where the list has none for it."""
    own = [folded(token) for token in tokens]
    theirs = [folded(word) for word, _ in pairs]
    tags = [UNREAD] * len(tokens)
    for block in SequenceMatcher(None, own, theirs, autojunk=False).get_matching_blocks():
        for at in range(block.size):
            tags[block.a + at] = pairs[block.b + at][1]
    return tags


def _run(words: Sequence[str], start: int, wanted: str) -> int:
    """Return where the words from ``start`` have spelled all of ``wanted``, 0 if they do not."""
    left = wanted
    for end in range(start, len(words)):
        if not left.startswith(words[end]):
            return 0
        left = left[len(words[end]) :]
        if not left:
            return end + 1
    return 0
