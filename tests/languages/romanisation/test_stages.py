"""The fast stages write what the obvious ones write."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies

from isogloss.languages import Language, romanize
from isogloss.languages.romanisation.builtin import BuiltinRomanizer, reading
from isogloss.languages.romanisation.stages import Clusters, Stage, clusters
from isogloss.languages.transliteration.rewriting import Rewriter
from tests.languages.romanisation.texts import BLOCKS, texts


def slow_romanize(text: str, code: str | None) -> str:
    """Write a text a place at a time: no cache, no split, no table for a whole text."""
    text = unicodedata.normalize("NFC", text)
    stages, last = reading(code)
    for stage in stages:
        text = slow_rewritten(text, stage)
    return "".join(last.transliterate(character) for character in text)


def slow_rewritten(text: str, stage: Stage) -> str:
    """Ask a stage's pattern at every place, and its function for every cluster anew."""
    assert isinstance(stage, Clusters | Rewriter)
    written, place = "", 0
    while place < len(text):
        found = stage.pattern.match(text, place)
        if found is None:
            written += text[place]
            place += 1
        else:
            written += (
                stage.written.write(found[0]) if isinstance(stage, Clusters) else stage.replacement(found)
            )
            place = found.end()
    return written


@pytest.mark.parametrize("script", sorted(BLOCKS))
@pytest.mark.parametrize("code", [None, "hin", "rus", "ydd"])
@given(data=strategies.data())
def test_fast_and_slow_write_the_same(script: str, code: str | None, data: strategies.DataObject) -> None:
    text = data.draw(texts(script))
    assert romanize(text, code) == slow_romanize(text, code)


def test_what_was_written_is_forgotten_before_it_fills_the_memory() -> None:
    stage = clusters(frozenset("ab"), "[ab]+", str.upper)
    many = {format(number, "b").replace("0", "a").replace("1", "b") for number in range(100_000, 250_000)}
    for cluster in many:
        assert stage.transliterate(cluster) == cluster.upper()
    assert len(stage.written) < len(many)


def test_a_language_keeps_its_own_reading_whoever_was_asked_before() -> None:
    romanizer = BuiltinRomanizer()
    ukrainian, russian = Language.parse("ukr"), Language.parse("rus")
    assert [romanizer.romanize("г", language) for language in (ukrainian, russian, ukrainian)] == [
        "h",
        "g",
        "h",
    ]
