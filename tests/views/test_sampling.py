"""A few examples of each class."""

from __future__ import annotations

from collections import Counter

from isogloss.data.examples import Choice, Labelled, Pair, Similarity
from isogloss.languages import Language
from isogloss.views.sampling import evened, sample

AMHARIC = Language("amh", "Ethi")


def examples() -> list[Labelled]:
    labels = ["ስፖርት"] * 20 + ["ጤና"] * 7 + ["ጉዞ"] * 2
    return [Labelled(str(i), f"ጽሑፍ {i}", label, AMHARIC, f"t:{i}") for i, label in enumerate(labels)]


def test_every_class_gives_k_or_all_it_has_in_file_order() -> None:
    drawn = sample(examples(), k=5, seed=1)
    assert Counter(one.label for one in drawn) == {"ስፖርት": 5, "ጤና": 5, "ጉዞ": 2}
    assert [int(one.id) for one in drawn] == sorted(int(one.id) for one in drawn)


def test_a_seed_gives_one_draw_and_another_seed_another() -> None:
    assert sample(examples(), k=5, seed=1) == sample(examples(), k=5, seed=1)
    assert sample(examples(), k=5, seed=1) != sample(examples(), k=5, seed=2)


def test_a_smaller_draw_is_part_of_a_larger_one_of_the_same_seed() -> None:
    few, more = (set(sample(examples(), k=k, seed=3)) for k in (3, 6))
    assert few < more


def test_groups_are_evened_by_whole_copies_and_a_draw() -> None:
    few, many = examples()[:4], examples()
    evened_few, evened_many = evened([few, many], seed=0)
    assert evened_many == many
    assert len(evened_few) == len(many)
    assert set(Counter(one.text for one in evened_few).values()) == {7, 8}
    assert len({one.id for one in evened_few}) == len(evened_few)
    assert evened([few, many], seed=0) == [evened_few, evened_many]
    assert evened([[], few], seed=0) == [[], few]


def test_pairs_and_choices_give_k_of_each_class_and_what_has_none_gives_k() -> None:
    pairs = [Pair(str(n), "ሀ", "ለ", "same" if n % 3 else "other", AMHARIC, "") for n in range(12)]
    assert Counter(one.label for one in sample(pairs, k=2, seed=0)) == {"same": 2, "other": 2}
    choices = [Choice(str(n), "ሀ", ("ለ", "ሐ"), "", n % 2, AMHARIC, "") for n in range(12)]
    assert Counter(one.answer for one in sample(choices, k=3, seed=0)) == {0: 3, 1: 3}
    scores = [Similarity(str(n), "ሀ", "ለ", float(n), AMHARIC, "") for n in range(12)]
    assert len(sample(scores, k=5, seed=0)) == 5
