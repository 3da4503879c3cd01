"""What the statistical aligner learns, from a language of our own whose words each have one translation."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from isogloss.data.examples import Entry
from isogloss.models.aligners.statistical import aligner as statistical
from isogloss.models.aligners.statistical.aligner import StatisticalAligner
from isogloss.models.aligners.statistical.lengths import LONG
from isogloss.models.aligners.statistical.training import Tables
from isogloss.models.contracts import Link, WordPair
from isogloss.models.registry import load_word_encoder

PLAIN = StatisticalAligner("hmm", None)
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


def cells(links: Sequence[Link]) -> set[tuple[int, int]]:
    return {(link.source, link.target) for link in links}


def made_up(count: int, *, seed: int = 0) -> tuple[list[WordPair], list[set[tuple[int, int]]]]:
    """Return sentence pairs whose target swaps every other two words, and their true links."""
    rng = random.Random(seed)  # noqa: S311  a test's own words
    vocabulary = sorted({"".join(rng.choice(side) for side in (CONSONANTS, VOWELS) * 2) for _ in range(150)})
    pairs: list[WordPair] = []
    gold = []
    for _ in range(count):
        source = rng.choices(vocabulary, k=rng.randint(2, 9))
        order = list(range(len(source)))
        for place in range(0, len(order) - 1, 4):
            order[place], order[place + 1] = order[place + 1], order[place]
        pairs.append((source, [source[place][::-1].upper() for place in order]))
        gold.append({(place, j) for j, place in enumerate(order)})
    return pairs, gold


def test_words_that_always_meet_are_aligned_whatever_their_order() -> None:
    pairs, gold = made_up(400)
    found = [cells(links) for links in PLAIN.align(pairs)]
    same = sum(len(own & true) for own, true in zip(found, gold, strict=True))
    assert same / sum(map(len, found)) > 0.95
    assert same / sum(map(len, gold)) > 0.95


def test_what_was_learned_aligns_pairs_not_seen() -> None:
    pairs, gold = made_up(400)
    taught = PLAIN.fit(pairs[:-20])
    same = sum(
        len(cells(links) & true) for links, true in zip(taught.align(pairs[-20:]), gold[-20:], strict=True)
    )
    assert same / sum(map(len, gold[-20:])) > 0.9


def test_it_is_the_same_bit_for_bit_and_alone_or_among_others() -> None:
    pairs, _ = made_up(60)
    taught = PLAIN.fit(pairs)
    together = taught.align(pairs)
    assert together == PLAIN.fit(pairs).align(pairs)
    for pair, links in zip(pairs, together, strict=True):
        alone = taught.align([pair])[0]
        assert cells(alone) == cells(links)
        assert [link.score for link in alone] == pytest.approx([link.score for link in links], abs=1e-6)


def test_one_pair_is_aligned_by_what_the_encoder_knows() -> None:
    pair: WordPair = (["we", "see", "the", "water"], ["Wasser", "sehen", "wir"])
    combined = StatisticalAligner("combined", load_word_encoder("static"))
    assert {(1, 1), (3, 0)} <= cells(combined.align([pair])[0])


def test_a_lexicon_breaks_a_tie_that_the_pairs_leave() -> None:
    pair: WordPair = (["mavuno", "bora"], ["uqzx", "wypq"])
    lexicon = (Entry("bora", "uqzx"), Entry("mavuno", "wypq"))
    assert cells(replace(PLAIN, lexicon=lexicon).align([pair] * 3)[0]) == {(0, 1), (1, 0)}


def test_sure_links_are_those_of_both_directions() -> None:
    pairs, _ = made_up(80)
    pairs += [(source, [*target, *target]) for source, target in pairs[:5]]
    union, intersection = (
        replace(PLAIN, symmetrised=name).align(pairs) for name in ("union", "intersection")
    )
    assert any(not link.sure for links in union for link in links)
    for wide, narrow in zip(union, intersection, strict=True):
        assert cells([link for link in wide if link.sure]) == cells(narrow)
        assert all(link.sure for link in narrow)


def test_a_taught_aligner_says_unseen_pairs_of_words_are_unlikely_but_possible() -> None:
    pairs, _ = made_up(80)
    taught = PLAIN.fit(pairs)
    found = taught.align([(["nowhere"], ["seen"]), ([pairs[0][0][0]], ["seen"])])
    assert all(np.isfinite(link.score) for links in found for link in links)


def test_nothing_to_learn_from_is_no_fault() -> None:
    assert PLAIN.align([]) == []
    assert PLAIN.fit([]).align([]) == []
    assert (
        PLAIN.fit([([], ["x"])]).align([([], ["x"]), (["2024"], ["2024"])])[1]
        == (PLAIN.align([(["2024"], ["2024"])])[0])
    )


def test_a_long_pair_is_aligned_along_its_diagonal() -> None:
    pairs, gold = made_up(400)
    taught = PLAIN.fit(pairs)
    chosen = range(150)
    source = [word for number in chosen for word in pairs[number][0]]
    target = [word for number in chosen for word in pairs[number][1]]
    starts = np.cumsum([0, *(len(pairs[number][0]) for number in chosen)]).tolist()
    expected = {(starts[n] + i, starts[n] + j) for n in chosen for i, j in gold[n]}
    assert len(source) > 2 * LONG
    found = cells(taught.align([(source, target)])[0])
    assert len(found & expected) / len(expected) > 0.9
    assert len(found & expected) / len(found) > 0.9


def test_of_a_great_many_pairs_an_even_share_is_learned_from(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs, gold = made_up(400)
    monkeypatch.setattr(statistical, "MOST_CELLS", sum(len(a) * len(b) for a, b in pairs) // 2)
    taught = PLAIN.fit(pairs)
    assert taught.tables is not None
    whole = StatisticalAligner("hmm", None)
    monkeypatch.undo()
    everything = whole.fit(pairs).tables
    assert everything is not None
    assert len(taught.tables[0].keys) < len(everything[0].keys)
    same = sum(len(cells(links) & true) for links, true in zip(taught.align(pairs), gold, strict=True))
    assert same / sum(map(len, gold)) > 0.85


def test_tables_hold_a_sub_distribution_for_each_word() -> None:
    pairs, _ = made_up(80)
    tables = PLAIN.fit(pairs).tables
    assert tables is not None
    for side in tables:
        given = _given(side)
        mass = np.bincount(given, side.translation)
        assert (mass <= 1 + 1e-9).all()
        assert mass.max() > 0.8
        assert side.null[:-1].sum() == pytest.approx(1)


def _given(tables: Tables) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return tables.keys >> 32 if tables.given == 0 else tables.keys & 0xFFFFFFFF
