from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from isogloss.errors import InputError
from isogloss.models.static.quantised import load
from isogloss.models.static.rows import lay_out
from isogloss.training.static import Settings, train_static
from isogloss.training.static import pseudo as pseudo_module
from isogloss.training.static.codes import ENGLISH
from isogloss.training.static.corpus import Part, build
from isogloss.training.static.run import fit_corpus
from isogloss.training.static.sources import Record
from isogloss.training.static.stages import Stages
from tests.training.static.invented import LETTERS, WordTeacher, corpus

QUICK = Settings(epochs=2, pseudo=2000, batch=128)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Record]]:
    data, held_out = corpus()
    out = tmp_path_factory.mktemp("trained")
    fit_corpus(data, WordTeacher().vectors(data.english), out, settings=QUICK, seed=3)
    return out / "model.safetensors", held_out


def encode(weights: Path, texts: list[str]) -> np.ndarray:
    from isogloss.models.static.card import Card
    from isogloss.models.static.model import StaticEncoder

    card = Card(
        name="", licence="", summary="", command="", seed=0, unicode="", teacher="", languages=(),
        sources=(), settings={}, versions={}, limits=(),
    )  # fmt: skip
    return StaticEncoder("tiny", "", (), card, lay_out(load(weights))).encode(texts)


@pytest.mark.parametrize("language", LETTERS, ids=str)
def test_unseen_sentences_lie_nearest_to_their_english(
    trained: tuple[Path, list[Record]], language: object
) -> None:
    weights, held_out = trained
    own = [record for record in held_out if record.language == language]
    english = [record.english for record in own]
    nearest = (encode(weights, [record.text for record in own]) @ encode(weights, english).T).argmax(axis=1)
    assert (nearest == np.arange(len(own))).mean() > 0.8


def test_two_trainings_are_bit_identical_and_another_seed_is_not(
    trained: tuple[Path, list[Record]], tmp_path: Path
) -> None:
    data, _ = corpus()
    for name, seed in (("again", 3), ("other", 4)):
        (tmp_path / name).mkdir()
        fit_corpus(data, WordTeacher().vectors(data.english), tmp_path / name, settings=QUICK, seed=seed)
    assert (tmp_path / "again/model.safetensors").read_bytes() == trained[0].read_bytes()
    assert (tmp_path / "other/model.safetensors").read_bytes() != trained[0].read_bytes()


def test_pseudo_sentences_are_made_of_translations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pseudo_module, "MIN_ENTRIES", 100)
    data, _ = corpus()
    book = pseudo_module.build(data)
    made, targets = pseudo_module.pseudo_sentences(book, 500, np.random.default_rng(0))
    assert len(made) == len(targets) == 500  # the lexicon holds every word
    for number, target in enumerate(targets.tolist()):
        members = made.values[made.offsets[number] : made.offsets[number + 1]]
        meant = [data.english[data.target[member]] for member in members]
        assert meant == data.english[target].split()
        assert len({int(data.language[member]) for member in members}) == 1


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("house", ["house"]), ("houses", ["houses", "house", "hous"]), ("tried", ["tried", "try"]),
        ("cities", ["cities", "city"]), ("making", ["making", "mak", "make"]), ("is", ["is"]),
        ("quickly", ["quickly", "quick"]), ("dogs", ["dogs", "dog"]),
    ],
)  # fmt: skip
def test_stems_of_english_words(word: str, forms: list[str]) -> None:
    assert pseudo_module.stems(word) == forms


def test_too_little_text_is_refused(tmp_path: Path) -> None:
    data = build([Part("few", [Record(ENGLISH, "word", "word")])])
    with pytest.raises(InputError, match="128 directions"):
        fit_corpus(data, WordTeacher().vectors(data.english), tmp_path, settings=QUICK, seed=0)


def test_a_missing_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="ntrex"):
        train_static(tmp_path, tmp_path / "out", teacher=WordTeacher())


class Killed(Exception):
    """Stands for a kill."""


@pytest.mark.parametrize("stage", ["all", "owners", "chosen", "layer-1"])
def test_a_killed_training_goes_on_to_the_same_bytes(
    trained: tuple[Path, list[Record]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    data, _ = corpus()
    vectors = WordTeacher().vectors(data.english)
    keep = Stages.keep

    def killed(self: Stages, name: str, arrays: object) -> None:
        keep(self, name, arrays)  # type: ignore[arg-type]  # as it came
        if name == stage:
            raise Killed

    monkeypatch.setattr(Stages, "keep", killed)
    with pytest.raises(Killed):
        fit_corpus(data, vectors, tmp_path, settings=QUICK, seed=3)
    monkeypatch.setattr(Stages, "keep", keep)
    assert not (tmp_path / "model.safetensors").exists()
    fit_corpus(data, vectors, tmp_path, settings=QUICK, seed=3)
    assert (tmp_path / "model.safetensors").read_bytes() == trained[0].read_bytes()
    assert not list((tmp_path / "stages").glob("*.safetensors"))
