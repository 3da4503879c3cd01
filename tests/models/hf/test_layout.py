"""Folders that sentence-transformers saved: their vectors are its vectors."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")
pytest.importorskip("transformers", reason="needs isogloss[hf]")
pytest.importorskip("sentence_transformers", reason="needs isogloss[sentence-transformers]")

import sentence_transformers as library
import torch

from isogloss.errors import InputError
from isogloss.models.hf.model import load
from isogloss.models.hf.quiet import quiet
from tests.tinymodels import parallel

TEXTS = [pair.west for pair in parallel(5)] + [pair.east for pair in parallel(4)] + ["ba ሄም", "muro"]


def saved(folder: Path, place: Path, *modes: str, dense: bool = False, prompt: str = "") -> Any:  # noqa: ANN401  a SentenceTransformer
    from sentence_transformers.base.modules import Dense, Transformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling

    with quiet(), torch.random.fork_rng():
        torch.manual_seed(1)
        words = Transformer(str(folder))
        pooling = Pooling(32, pooling_mode=modes if len(modes) > 1 else modes[0])
        modules = [words, pooling]
        if dense:
            modules.append(Dense(32 * len(modes), 7))
        prompts = {"prompts": {"own": prompt}, "default_prompt_name": "own"} if prompt else {}
        model = library.SentenceTransformer(modules=[*modules, Normalize()], device="cpu", **prompts)
        model.save(str(place))
    return model


@pytest.mark.parametrize(
    "modes",
    [
        ("cls",),
        ("mean",),
        ("max",),
        ("mean_sqrt_len_tokens",),
        ("weightedmean",),
        ("lasttoken",),
        ("cls", "max"),
    ],
    ids="+".join,
)
def test_every_pooling_gives_the_same_vectors(
    encoder_folder: Path, tmp_path: Path, modes: tuple[str, ...]
) -> None:
    model = saved(encoder_folder, tmp_path, *modes)
    found = load(str(tmp_path))
    assert found.layout.modes == modes
    np.testing.assert_allclose(found.encode(TEXTS), model.encode(TEXTS), atol=1e-5)


def test_dense_maps_prompts_and_limits_are_honoured(encoder_folder: Path, tmp_path: Path) -> None:
    model = saved(encoder_folder, tmp_path, "mean", dense=True, prompt="galu ")
    model.max_seq_length = 9
    with quiet():
        model.save(str(tmp_path))
    found = load(str(tmp_path))
    assert found.network.limit == 9
    assert found.layout.prompt == "galu "
    np.testing.assert_allclose(found.encode(TEXTS), model.encode(TEXTS), atol=1e-5)
    assert not found.encode([""]).any()


def test_the_older_way_of_naming_poolings_is_read(encoder_folder: Path, tmp_path: Path) -> None:
    saved(encoder_folder, tmp_path, "mean")
    old = {"word_embedding_dimension": 32, "pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}
    (tmp_path / "1_Pooling" / "config.json").write_text(json.dumps(old))
    assert load(str(tmp_path)).layout.modes == ("cls",)


def test_what_is_not_known_is_refused(encoder_folder: Path, tmp_path: Path) -> None:
    saved(encoder_folder, tmp_path, "mean", dense=True)
    modules = json.loads((tmp_path / "modules.json").read_text())

    def refused(said: str) -> None:
        with pytest.raises(InputError, match=said):
            load(str(tmp_path))

    (tmp_path / "1_Pooling" / "config.json").write_text('{"pooling_mode": "median"}')
    refused("pools by 'median'")
    (tmp_path / "1_Pooling" / "config.json").write_text('{"pooling_mode": "mean"}')
    shutil.copy(tmp_path / "2_Dense" / "model.safetensors", tmp_path / "kept")
    (tmp_path / "2_Dense" / "model.safetensors").rename(tmp_path / "2_Dense" / "pytorch_model.bin")
    refused("pickle files are not read")
    shutil.copy(tmp_path / "kept", tmp_path / "2_Dense" / "model.safetensors")
    (tmp_path / "modules.json").write_text(json.dumps([*modules, {"type": "x.WeightedLayers", "path": "9"}]))
    refused("a module 'WeightedLayers'")
    (tmp_path / "modules.json").write_text(json.dumps([{"type": "x.Pooling", "path": "../../elsewhere"}]))
    refused("a folder outside")
    (tmp_path / "modules.json").write_text("[")
    refused("cannot be read")
