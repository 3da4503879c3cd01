"""Which examples train, and which only watch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torch")

from isogloss.data.examples import Labelled
from isogloss.models.hf.loading import read_tokenizer
from isogloss.training.finetuning.halves import Told
from isogloss.training.finetuning.material import Material, held_out, material_of
from isogloss.training.finetuning.objectives.classification import Classification
from isogloss.training.finetuning.objectives.objective import Feature
from isogloss.training.finetuning.reading import Reading
from isogloss.training.heads.head import Lesson
from isogloss.views.originals import Original, original_of
from tests import tinymodels
from tests.training.finetuning.lessons import EAST, WEST, lesson, topics

GOAL = Classification("classification", tinymodels.TOPICS)


def material(given: Lesson) -> Material:
    return material_of(given, GOAL, Reading(read_tokenizer(tinymodels.encoder_folder()), 64))


def taught(
    examples: Sequence[Labelled],
    golds: Sequence[str] = (),
    *,
    seed: int = 0,
    of_source: frozenset[Original] = frozenset(),
) -> Lesson:
    labels = golds or [one.label for one in examples]
    return Lesson(inputs=examples, labels=labels, seed=seed, source=WEST, of_source=of_source)


def test_the_dev_of_the_source_watches_where_there_is_one() -> None:
    found = material(lesson(topics(60, seed=3), dev=topics(15, seed=4)))
    assert (len(found.train), len(found.dev), found.select) == (60, 15, "source-dev")


def test_else_a_tenth_of_training_is_held_out() -> None:
    found = material(lesson(topics(60, seed=3)))
    assert (len(found.train), len(found.dev), found.select) == (54, 6, "source-held-out")


def test_nothing_watches_where_there_is_too_little() -> None:
    found = material(lesson(topics(12, seed=3)))
    assert (len(found.train), len(found.dev), found.select) == (12, 0, "fixed")


def test_every_number_that_a_teacher_says_changes_the_digest() -> None:
    said = np.zeros((2, 700), np.float32)
    other = said.copy()
    other[1, 350] = 1e-9
    digests = {
        Material((Feature(0, ((1,),), ((0,),), Told((None, None), soft)),), ("eng",), (), "fixed").digest
        for soft in (said, other)
    }
    assert len(digests) == 2


def test_no_example_of_a_target_watches() -> None:
    source, target = topics(40, seed=3), topics(60, seed=4, language=EAST)
    examples = [*source, *target]
    held = held_out(taught(examples))
    assert all(watches is (examples[place].language == WEST) for place, watches in held.items())
    assert sum(held.values()) == 4


def test_a_copy_of_what_watches_does_not_train() -> None:
    source = topics(40, seed=3)
    copies = [replace(one, text=one.text[::-1]) for one in source]
    translated = [replace(one, language=EAST) for one in source]
    examples = [*source, *copies, *translated]
    held = held_out(taught(examples))
    assert Counter(place % 40 for place in held).most_common()[-1][1] == 3
    assert all(held[place] is (place < 80) for place in held)


def test_where_all_is_translated_the_translations_count_as_the_sources() -> None:
    examples = topics(40, seed=3, language=EAST)
    assert sum(held_out(taught(examples)).values()) == 4


def test_where_all_is_translated_no_example_of_the_target_watches() -> None:
    translated = [replace(one, origin=f"eng:{one.id}") for one in topics(40, seed=3, language=EAST)]
    target = [replace(one, origin=f"amh:{one.id}") for one in topics(60, seed=4, language=EAST)]
    examples, of_source = [*translated, *target], frozenset(map(original_of, translated))
    held = held_out(taught(examples, of_source=of_source))
    assert sum(held.values()) == 4
    assert all(place < 40 for place in held)


def test_where_translations_of_the_source_are_lost_nothing_watches() -> None:
    target = topics(60, seed=4, language=EAST)
    assert not held_out(taught(target, of_source=frozenset({("eng:1", "1")})))


def test_what_a_switched_copy_was_made_of_does_not_watch() -> None:
    source = topics(40, seed=3)
    examples = [replace(one, id=one.id + mark) for one in source for mark in ("", "~1", "~2")]
    held = held_out(taught(examples))
    assert sorted(held) == [
        3 * place + copy for place in sorted({at // 3 for at in held}) for copy in range(3)
    ]
    assert len(held) == 3 * 4


def test_a_rare_class_keeps_its_last_two_examples() -> None:
    examples = topics(40, seed=3)
    golds = ["rare", "rare", *["common"] * 38]
    for seed in range(20):
        held = held_out(taught(examples, golds, seed=seed))
        assert held.keys().isdisjoint({0, 1})
        assert len(held) == 4


def test_free_answers_can_be_held_out() -> None:
    examples = topics(40, seed=3)
    assert len(held_out(taught(examples, [f"answer {place}" for place in range(40)]))) == 4


def test_the_digest_knows_every_part() -> None:
    base = material(lesson(topics(60, seed=3), dev=topics(15, seed=4)))
    others = [
        material(lesson(topics(60, seed=5), dev=topics(15, seed=4))),
        material(lesson(topics(60, seed=3), dev=topics(15, seed=6))),
        material(lesson([replace(one, label="food") for one in topics(60, seed=3)], dev=topics(15, seed=4))),
    ]
    assert len({base.digest, *(other.digest for other in others)}) == 4
