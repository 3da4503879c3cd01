"""A text and its translation together, between languages that know nothing of each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("torch")

from isogloss.data.examples import Answer, Answerable, Beside, Labelled, Pair, Tagged
from isogloss.errors import InputError
from isogloss.tasks.table import task
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.heads.finetuned import FineTunedHead
from isogloss.training.heads.fused import FusedHead
from isogloss.training.heads.head import Lesson
from isogloss.training.strategies.filter import Filter
from tests import tinymodels
from tests.training.finetuning import toytasks
from tests.training.finetuning.lessons import EAST, WEST, share_right, topics

WORDS = {**dict(tinymodels.PAIRS), **{east: west for west, east in tinymodels.PAIRS}}


def beside(example: Labelled) -> Labelled:
    """The example with its translation, word by word by a perfect list."""
    other = EAST if example.language == WEST else WEST
    return replace(example, beside=Beside((translated(example.text),), other))


def translated(text: str) -> str:
    return " ".join(WORDS[word] for word in text.split())


def lesson(*, work: Path | None = None, aligned: bool = False, epochs: int = 12, seed: int = 0) -> Lesson:
    examples = [beside(one) for one in topics(90, seed=3)]
    return Lesson(
        examples,
        [one.label for one in examples],
        task="classification",
        model=f"hf:{tinymodels.encoder_folder(aligned=aligned)}",
        finetune=FineTuning(rate=3e-3, epochs=epochs, patience=0),
        source=WEST,
        work=work,
        seed=seed,
    )


@pytest.fixture(scope="module")
def head() -> FusedHead:
    return Filter().trained(lesson())


def test_fusion_beats_the_source_alone_where_no_word_is_shared(head: FusedHead) -> None:
    east = [beside(one) for one in topics(90, seed=9, language=EAST)]
    alone = FineTunedHead.fit(lesson())
    assert share_right(alone, east) < 0.5
    assert share_right(head, east) > 0.65


def test_the_translation_is_read(head: FusedHead) -> None:
    east = [beside(one) for one in topics(30, seed=9, language=EAST)]
    wrong = [replace(one, beside=east[place - 1].beside) for place, one in enumerate(east)]
    said, misled = ([one.probability for one in head.predict(tests)] for tests in (east, wrong))
    assert sum(abs(one - other) > 0.01 for one, other in zip(said, misled, strict=True)) > 15


def test_it_is_the_same_after_saving(head: FusedHead, tmp_path: Path) -> None:
    tests = [*map(beside, topics(5, seed=9, language=EAST)), *topics(5, seed=9)]
    head.save(tmp_path)
    assert FusedHead.load(tmp_path).predict(tests) == head.predict(tests)


def test_a_text_of_the_source_may_come_alone_and_one_of_the_target_may_not(head: FusedHead) -> None:
    west = topics(5, seed=9)
    twice = [replace(one, beside=Beside((one.text,), WEST)) for one in west]
    assert head.predict(west) == head.predict(twice)
    with pytest.raises(InputError, match="f:0: no translation stands beside the text"):
        head.predict(topics(1, seed=9, language=EAST))
    assert head.predict([]) == []


def test_a_kill_between_both_networks_loses_the_second_alone(tmp_path: Path) -> None:
    own = lesson(work=tmp_path, epochs=3)
    whole = Filter().trained(own)
    (first,) = tmp_path.glob("*/first-*/epoch-*/weights.safetensors")
    made = first.stat().st_mtime_ns
    for file in [*tmp_path.glob("*/second-*/epoch-*/*")]:
        file.unlink()
    tests = [beside(one) for one in topics(9, seed=9, language=EAST)]
    assert Filter().trained(own).predict(tests) == whole.predict(tests)
    assert first.stat().st_mtime_ns == made


def test_without_a_share_for_it_there_is_no_teacher(tmp_path: Path) -> None:
    Filter(share=0).trained(lesson(work=tmp_path, epochs=1))
    assert not list(tmp_path.glob("*/second-*"))


def test_pairs_are_fused_text_by_text() -> None:
    pairs = [
        Pair(one.id, one.text, other.text, str(one.label == other.label), WEST, one.origin)
        for one, other in zip(topics(60, seed=3), topics(60, seed=4)[::-1], strict=True)
    ]
    fused = [
        replace(one, beside=Beside((translated(one.first), translated(one.second)), EAST)) for one in pairs
    ]
    own = replace(lesson(epochs=1), inputs=fused, labels=[one.label for one in fused], task="pairs")
    assert len(Filter().trained(own).predict(fused)) == 60


def words_beside(sentence: Tagged) -> Tagged:
    other = EAST if sentence.language == WEST else WEST
    return replace(sentence, beside=Beside(tuple(WORDS[word] for word in sentence.tokens), other))


def tags_lesson(count: int = 60, epochs: int = 12) -> Lesson:
    own = toytasks.lesson("entities", toytasks.entities(count, seed=5), epochs=epochs)
    return replace(own, model=f"hf:{tinymodels.encoder_folder(aligned=False)}")


@pytest.fixture(scope="module")
def tagger() -> FusedHead:
    own = tags_lesson()
    return Filter().trained(replace(own, inputs=[words_beside(one) for one in own.inputs]))


def test_words_are_tagged_in_a_language_of_which_no_tag_is_known(tagger: FusedHead) -> None:
    east = [words_beside(one) for one in toytasks.entities(90, seed=9, language=EAST)]
    alone = FineTunedHead.fit(tags_lesson())
    assert toytasks.share_right(alone, east) < 0.3
    assert toytasks.share_right(tagger, east) > 0.6


def test_a_tagger_is_the_same_after_saving(tagger: FusedHead, tmp_path: Path) -> None:
    tests = [*map(words_beside, toytasks.entities(5, seed=9, language=EAST)), *toytasks.entities(5, seed=9)]
    tagger.save(tmp_path)
    assert FusedHead.load(tmp_path).predict(tests) == tagger.predict(tests)


def question_beside(one: Answerable, *, answered: bool) -> Answerable:
    other = EAST if one.language == WEST else WEST
    context = translated(one.context)
    answer = translated(one.answers[0].text)
    answers = (Answer(answer, context.index(answer)),) if answered else ()
    return replace(one, beside=Beside((context, translated(one.question)), other, answers))


def test_questions_are_answered_in_a_language_that_training_had_as_translations_alone(tmp_path: Path) -> None:
    own = toytasks.lesson("answers", toytasks.questions(160, seed=5), epochs=10)
    own = replace(own, model=f"hf:{tinymodels.encoder_folder(aligned=False)}")
    east = toytasks.questions(60, seed=9, language=EAST)
    alone = toytasks.share_right(FineTunedHead.fit(own), east)
    head = Filter().trained(replace(own, inputs=[question_beside(one, answered=True) for one in own.inputs]))
    tests = [question_beside(one, answered=False) for one in east]
    assert toytasks.share_right(head, tests) > max(0.7, alone + 0.2)
    head.save(tmp_path)
    assert FusedHead.load(tmp_path).predict(tests[:9]) == head.predict(tests[:9])


def test_what_cannot_be_fused_is_refused() -> None:
    with pytest.raises(InputError, match="needs translations beside the training examples"):
        Filter().trained(replace(lesson(), inputs=topics(90, seed=3)))
    for name in ("choice", "similarity", "generation"):
        with pytest.raises(InputError, match=f"not for {name}"):
            Filter().check(task(name), lesson().model)
    with pytest.raises(InputError, match="no transformer"):
        Filter().check(task("pairs"), "static")
    with pytest.raises(InputError, match="has 2 layers, fewer than 2 local and 2 joint"):
        Filter(local=2, joint=2).trained(lesson(epochs=1))
