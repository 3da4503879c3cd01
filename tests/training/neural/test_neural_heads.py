from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from isogloss.errors import InputError
from isogloss.tasks.table import task
from isogloss.training.heads.bigru import BiGruHead
from isogloss.training.heads.charcnn import CharCnnHead
from isogloss.training.heads.cnn import CnnHead
from isogloss.training.heads.head import Choice, Lesson
from isogloss.training.inputs import Words
from isogloss.training.neural.head import NeuralHead
from isogloss.transfer import Settings, predict, transfer
from tests.transfer.letters import write_letters

torch = pytest.importorskip("torch")

HEADS = [BiGruHead, CnnHead, CharCnnHead]
# Words of the same place mean the same, in scripts that share no letter.
SPOKEN = {"eng": ["dog", "bites", "man", "the", "old"], "amh": ["ውሻ", "ነከሰ", "ሰው", "ያ", "አሮጌ"]}


def vector(place: int, word: str) -> np.ndarray:
    noise = np.random.default_rng(sum(map(ord, word))).normal(0, 0.05, 12)
    made: np.ndarray = (np.eye(12)[place] + noise).astype(np.float32)
    return made


def said(places: list[int], language: str) -> Words:
    tokens = [SPOKEN[language][place] for place in places]
    vectors = [vector(place, word) for place, word in zip(places, tokens, strict=True)]
    return Words(tokens, np.array(vectors, np.float32).reshape(len(tokens), 12))


def who_bites(count: int, language: str, seed: int) -> tuple[list[Words], list[str]]:
    """Sentences of the same words, in which the order alone says who bites whom."""
    chance = random.Random(seed)  # noqa: S311  no secret
    lines = []
    for turn in range(count):
        others = chance.choices([3, 4], k=chance.randint(0, 2))
        order = [0, 1, 2] if turn % 2 else [2, 1, 0]
        lines.append((said([*others, *order], language), "dog" if turn % 2 else "man"))
    return [words for words, _ in lines], [label for _, label in lines]


def accuracy(head: NeuralHead, inputs: object, labels: list[str]) -> float:
    found = [one.label for one in head.predict(inputs)]
    return float(np.mean([one == gold for one, gold in zip(found, labels, strict=True)]))


@pytest.mark.parametrize("kind", [BiGruHead, CnnHead])
def test_the_order_of_words_is_learned_and_carries_over_to_words_with_the_same_vectors(
    kind: type[NeuralHead],
) -> None:
    head = kind.fit(Lesson(*who_bites(160, "eng", 0)))
    assert accuracy(head, *who_bites(60, "amh", 1)) > 0.95  # a bag of words is right in a half
    assert head.choice.select == "source-held-out"


TEXTS = [
    f"{name} {what}" for name in ("አበበ", "मीरा", "Asha", "ထွန်း", "李") for what in ("walks!", "ran 7")
] * 5
LABELS = ["now", "then"] * 25


def test_characters_of_any_script_are_learned() -> None:
    head = CharCnnHead.fit(Lesson(TEXTS, LABELS))
    assert accuracy(head, ["ߣߞߏ walks!", "ไทย ran 7"], ["now", "then"]) == 1.0


def test_copies_of_a_text_are_held_out_together_or_not_at_all() -> None:
    from isogloss.training.neural.learning import Lines, parted

    originals = [("train.tsv", str(place % 30)) for place in range(90)]
    gold = np.array([place % 2 for place in range(90)])
    items = [np.array([place]) for place in range(90)]
    lesson = Lesson(items, ["now", "then"] * 45, originals=originals)
    train, watched = (
        {originals[int(item[0])] for item in part.items} for part in parted(Lines(items, gold), lesson)
    )
    assert train.isdisjoint(watched)
    assert len(watched) == 3


def test_copies_do_not_make_many_texts_of_few() -> None:
    originals = [("", text) for text in TEXTS[:10] * 3]
    head = CharCnnHead.fit(Lesson(TEXTS[:10] * 3, LABELS[:10] * 3, originals=originals))
    assert head.choice.select == "fixed"


@pytest.mark.parametrize("text", ["", "\ud800", "🙂", "ߒߞߏ", "a" * 5000])
def test_strange_texts_have_a_class_all_the_same(text: str, tmp_path: Path) -> None:
    head = CharCnnHead.fit(Lesson([*TEXTS, "\udfff x"], [*LABELS, "now"], seed=3))
    (one,) = head.predict([text])
    assert one.label in LABELS
    assert 0.5 <= one.probability <= 1
    head.save(tmp_path)


@pytest.mark.parametrize("kind", HEADS)
def test_a_saved_head_says_the_same_and_a_second_fit_too(kind: type[NeuralHead], tmp_path: Path) -> None:
    given = Lesson(TEXTS, LABELS, seed=5) if kind is CharCnnHead else Lesson(*who_bites(50, "eng", 0), seed=5)
    threads = torch.get_num_threads()
    state = torch.random.get_rng_state()
    fitted, again = kind.fit(given), kind.fit(given)
    fitted.save(tmp_path)
    loaded = kind.load(tmp_path)
    assert fitted.predict(given.inputs) == again.predict(given.inputs) == loaded.predict(given.inputs)
    assert (loaded.labels, loaded.choice) == (fitted.labels, fitted.choice)
    assert {path.suffix for path in tmp_path.iterdir()} == {".json", ".safetensors"}
    assert torch.get_num_threads() == threads
    assert torch.equal(torch.random.get_rng_state(), state)


def test_epochs_are_the_source_s_where_it_chose_them_and_else_those_best_on_dev() -> None:
    inputs, labels = who_bites(60, "eng", 0)
    dev_inputs, dev_labels = who_bites(20, "eng", 1)
    chosen = Lesson(inputs, labels, dev_inputs, dev_labels, chosen=Choice(2.0, "source-dev"))
    assert CnnHead.fit(chosen).choice == Choice(2.0, "source-dev")
    free = CnnHead.fit(Lesson(inputs, labels, dev_inputs, dev_labels)).choice
    assert (free.select, 1 <= free.c <= 40) == ("source-dev", True)
    assert CnnHead.fit(Lesson(inputs[:8], labels[:8])).choice.select == "fixed"


def test_weights_of_classes_help_the_rare_one() -> None:
    chance = np.random.default_rng(0)
    centres = {"rare": 0.25, "common": -0.25}
    labels = ["rare" if turn % 10 == 0 else "common" for turn in range(200)]
    inputs = [
        Words(["x"], (chance.normal(0, 0.3, (1, 4)) + centres[label]).astype(np.float32)) for label in labels
    ]
    counts = [
        sum(one.label == "rare" for one in CnnHead.fit(Lesson(inputs, labels, weights=how)).predict(inputs))
        for how in ("none", "balanced")
    ]
    assert counts[0] < counts[1]


def test_a_text_without_words_has_a_class() -> None:
    head = BiGruHead.fit(Lesson(*who_bites(40, "eng", 0)))
    empty = Words([], np.zeros((0, 12), np.float32))
    assert head.predict([empty])[0].label in ("dog", "man")
    assert head.predict([]) == []


@pytest.mark.parametrize("kind", HEADS)
def test_what_cannot_be_learned_is_told(kind: type[NeuralHead]) -> None:
    inputs: object = ["a"] if kind is CharCnnHead else [said([0], "eng")]
    with pytest.raises(InputError, match="one class"):
        kind.fit(Lesson(inputs, ["only"]))
    with pytest.raises(InputError, match="classifies texts"):
        kind.check(task("tagging"), "static")


def test_heads_are_named_for_a_run_and_predict_afterwards(tmp_path: Path) -> None:
    settings = Settings(heads=("cnn", "char-cnn"))
    data = write_letters(tmp_path / "letters")
    run = transfer(data, source="eng", target="hin,tha", settings=settings, out=tmp_path / "run")
    assert run.record.state == "done"
    systems = {row.system for row in run.rows() if row.recipe}
    assert systems == {"majority", "tfidf+logreg", "static+cnn", "static+char-cnn"}
    (one,) = predict(run.folder, ["डॉक्टर ने दवा दी।"], language="hin", system="static+cnn")
    assert one.label in ("food", "travel", "health")
    again = transfer(data, source="eng", target="hin,tha", settings=settings, out=tmp_path / "again")
    assert [(row.system, row.value) for row in again.rows()] == [
        (row.system, row.value) for row in run.rows()
    ]


@pytest.mark.parametrize(
    ("heads", "said"), [(("tagger",), "does not do classification"), (("bigruu",), "Did you mean bigru")]
)
def test_a_head_that_does_not_do_the_task_is_refused_before_anything_is_written(
    heads: tuple[str, ...], said: str, letters_folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=said):
        transfer(letters_folder, source="eng", settings=Settings(heads=heads), out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


@pytest.fixture
def letters_folder(tmp_path: Path) -> Path:
    return write_letters(tmp_path / "letters")
