"""The encoder as the first module of a SentenceTransformer."""

from __future__ import annotations

import copy
import json
import math
import pickle
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from isogloss.errors import InputError, UnknownLanguage
from isogloss.languages import Language
from isogloss.models.registry import load_encoder
from isogloss.models.static.model import SHIPPED

pytest.importorskip("sentence_transformers", reason="needs isogloss[sentence-transformers]")
pytest.importorskip("torch")

import torch
from sentence_transformers import SentenceTransformer

from isogloss.models.sentence_transformers import StaticModule
from tests.models.texts import TEXTS

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d


@pytest.fixture(scope="module")
def model() -> SentenceTransformer:
    return SentenceTransformer(modules=[StaticModule()], device="cpu")


def of_static(texts: list[str], language: Language | None = None) -> Floats2d:
    return load_encoder("static").encode(texts, language=language)


@pytest.mark.parametrize("batch", [1, 3, 32])
def test_it_gives_the_vectors_of_the_encoder(model: SentenceTransformer, batch: int) -> None:
    vectors = model.encode(TEXTS, batch_size=batch)
    assert vectors.dtype == np.float32
    np.testing.assert_array_equal(vectors, of_static(TEXTS))


def test_one_text_is_one_vector_and_none_is_none(model: SentenceTransformer) -> None:
    assert model.encode("a text").shape == (model.get_embedding_dimension(),)
    assert len(model.encode([])) == 0


def test_no_text_is_cut_off(model: SentenceTransformer) -> None:
    long = "the bank " * 5000 + "football"
    np.testing.assert_array_equal(model.encode([long]), of_static([long]))
    assert model.max_seq_length == math.inf


def test_similarity_is_the_cosine(model: SentenceTransformer) -> None:
    vectors = of_static(TEXTS[:8])
    np.testing.assert_allclose(model.similarity(vectors, vectors), vectors @ vectors.T, atol=1e-6)


def test_prompts_stand_before_every_text(model: SentenceTransformer) -> None:
    expected = of_static([f"query: {text}" for text in TEXTS])
    np.testing.assert_array_equal(model.encode(TEXTS, prompt="query: "), expected)
    asking = SentenceTransformer(modules=[StaticModule()], prompts={"query": "query: "}, device="cpu")
    np.testing.assert_array_equal(asking.encode_query(TEXTS), expected)
    np.testing.assert_array_equal(asking.encode_document(TEXTS), of_static(TEXTS))


def test_the_language_is_named_for_good_or_for_one_call(model: SentenceTransformer) -> None:
    swahili = Language("swh", "Latn")
    for_good = SentenceTransformer(modules=[StaticModule(language="sw")], device="cpu")
    np.testing.assert_array_equal(for_good.encode(TEXTS), of_static(TEXTS, swahili))
    np.testing.assert_array_equal(model.encode(TEXTS, language="swh"), of_static(TEXTS, swahili))
    with pytest.raises(UnknownLanguage):
        model.encode(TEXTS, language="xxxyy")


def test_it_preprocesses_under_both_names() -> None:
    module = StaticModule()
    assert torch.equal(
        module.tokenize(TEXTS)["sentence_embedding"], module.preprocess(TEXTS)["sentence_embedding"]
    )


@pytest.mark.parametrize("language", [None, "swh_Latn"])
def test_it_comes_back_from_a_folder(tmp_path: Path, language: str | None) -> None:
    model = SentenceTransformer(modules=[StaticModule(language=language)], device="cpu")
    model.save(str(tmp_path))
    assert not list(tmp_path.rglob("*.safetensors"))  # the shipped weights are named, not copied
    again = SentenceTransformer(modules=[StaticModule.load(str(tmp_path))], device="cpu")
    np.testing.assert_array_equal(again.encode(TEXTS), model.encode(TEXTS))
    trusted = SentenceTransformer(str(tmp_path), trust_remote_code=True, device="cpu")
    np.testing.assert_array_equal(trusted.encode(TEXTS), model.encode(TEXTS))


def test_weights_of_ones_own_are_saved_too(tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(SHIPPED, own)
    (own / "stages").mkdir()
    (own / "stages" / "teacher.npy").write_bytes(b"large")
    model = SentenceTransformer(modules=[StaticModule(f"static:{own}")], device="cpu")
    model.save(str(tmp_path / "saved"))
    model.save(str(tmp_path / "saved"))
    shutil.rmtree(own)
    (tmp_path / "saved").rename(tmp_path / "moved")
    again = StaticModule.load(str(tmp_path / "moved"))
    np.testing.assert_array_equal(again.encoder.encode(TEXTS), of_static(TEXTS))
    assert not (tmp_path / "moved" / "encoder" / "stages").exists()
    again.save(str(tmp_path / "moved"))
    assert StaticModule.load(str(tmp_path / "moved")).fingerprint == again.fingerprint


def test_a_saved_module_refuses_other_weights(tmp_path: Path) -> None:
    StaticModule().save(str(tmp_path))
    config = json.loads((tmp_path / "config.json").read_text())
    (tmp_path / "config.json").write_text(json.dumps({**config, "fingerprint": "0123456789abcdef"}))
    with pytest.raises(InputError, match="made with static@0123456789abcdef"):
        StaticModule.load(str(tmp_path))


def test_a_saved_module_reads_no_folder_but_its_own(tmp_path: Path) -> None:
    StaticModule().save(str(tmp_path))
    (tmp_path / "config.json").write_text(json.dumps({"model": f"static:{SHIPPED}"}))
    with pytest.raises(InputError, match=f"{tmp_path / 'encoder'}: there is no"):
        StaticModule.load(str(tmp_path))


@pytest.mark.parametrize("name", ["hf:somewhere/a-model", "majority", ""])
def test_only_the_static_encoder_is_taken(name: str) -> None:
    with pytest.raises(InputError, match="is no static encoder"):
        StaticModule(name)


def test_it_travels_without_its_weights() -> None:
    module = StaticModule()
    content = pickle.dumps(module)
    assert len(content) < 5000
    for again in (pickle.loads(content), copy.deepcopy(module)):  # noqa: S301  our own bytes
        np.testing.assert_array_equal(again.encoder.encode(TEXTS), of_static(TEXTS))


def test_what_follows_it_learns() -> None:
    from sentence_transformers.sentence_transformer.modules import Dense

    torch.manual_seed(0)
    module = StaticModule()
    dense = Dense(module.get_embedding_dimension(), 8)
    model = SentenceTransformer(modules=[module, dense], device="cpu")
    assert model.get_embedding_dimension() == 8
    before = model.encode(TEXTS[:2])
    optimiser = torch.optim.SGD(model.parameters(), lr=0.5)
    for _ in range(20):
        one, other = model(model.preprocess(TEXTS[:2]))["sentence_embedding"]
        (one - other).square().sum().backward()
        optimiser.step()
        optimiser.zero_grad()
    after = model.encode(TEXTS[:2])
    assert np.linalg.norm(after[0] - after[1]) < 0.5 * np.linalg.norm(before[0] - before[1])
    np.testing.assert_array_equal(module.encoder.encode(TEXTS), of_static(TEXTS))
