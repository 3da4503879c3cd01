"""From a name to a model: what cannot be loaded is said in one line, and nothing else is printed."""

from __future__ import annotations

import json
import logging
import shutil
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")
pytest.importorskip("transformers", reason="needs isogloss[hf]")

import transformers

from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.hf.decoder import TransformerDecoder
from isogloss.models.hf.model import load
from isogloss.models.hf.placement import Placement, placement
from isogloss.models.registry import load_model
from tests import tinymodels


@pytest.fixture
def folder(tmp_path: Path, encoder_folder: Path) -> Path:
    return Path(shutil.copytree(encoder_folder, tmp_path / "model"))


def no_weights(folder: Path) -> None:
    (folder / "model.safetensors").unlink()


def pickled_weights(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")


def cut_weights(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes((folder / "model.safetensors").read_bytes()[:1000])


def other_weights(folder: Path) -> None:
    from safetensors.torch import load_file, save_file

    weights = load_file(folder / "model.safetensors")
    kept = {name: weight for name, weight in weights.items() if "layer.1.attention" not in name}
    save_file(kept, folder / "model.safetensors", metadata={"format": "pt"})


def broken_config(folder: Path) -> None:
    (folder / "config.json").write_text("{")


def other_config(folder: Path) -> None:
    (folder / "config.json").write_text(json.dumps({"model_type": "not-yet-made"}))


def own_code(folder: Path) -> None:
    config = {"model_type": "mine", "auto_map": {"AutoConfig": "code.Config", "AutoModel": "code.Model"}}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "code.py").write_text("raise SystemExit('the code of a model has run')")


def no_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()
    (folder / "tokenizer_config.json").unlink()


def broken_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").write_text('{"model": 3}')


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (no_weights, "there are no weights"),
        (pickled_weights, "pickle files, which can run code"),
        (cut_weights, "weights cannot be read"),
        (other_weights, "weights are missing, encoder.layer.1"),
        (broken_config, "config.json: its transformer cannot be read"),
        (other_config, "not-yet-made"),
        (own_code, "code of its own, which isogloss never runs"),
        (no_tokenizer, "there is no tokenizer"),
        (broken_tokenizer, "tokenizer cannot be read"),
    ],
)
def test_a_damaged_folder_is_said_in_one_line(
    folder: Path, damage: Callable[[Path], None], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    damage(folder)
    with pytest.raises(InputError) as found:
        load(str(folder))
    assert said in str(found.value)
    assert "\n" not in str(found.value)
    assert found.value.fix
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["hf:", "hf:no/such/folder", "hf:../no", "hf:not a name", "hf:{}"])
def test_a_name_that_can_be_none_is_refused_at_once(name: str) -> None:
    with pytest.raises(InputError, match=r"hf:xlm-roberta-base|such as xlm-roberta-base"):
        load_model(name)


def test_a_folder_or_a_file_of_something_else_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match=r"there is no config\.json"):
        load(str(tmp_path))
    with pytest.raises(InputError, match="is a file"):
        load(str(tmp_path / "file"))


def test_without_a_network_a_name_of_the_hub_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(InputError, match="could not be fetched from the hub") as found:
        load("someone/some-model@main")
    assert "\n" not in str(found.value)


def test_loading_prints_nothing_and_changes_no_setting(
    encoder_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    level = transformers.utils.logging.get_verbosity()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        load(str(encoder_folder)).encode(["muro"])
    assert capfd.readouterr() == ("", "")
    assert transformers.utils.logging.get_verbosity() == level
    assert transformers.utils.logging.is_progress_bar_enabled()
    assert logging.getLogger().level == logging.WARNING


def test_fingerprints_change_with_whatever_decides(folder: Path) -> None:
    before = load(str(folder)).fingerprint
    assert load(str(folder)).fingerprint == before
    (folder / "README.md").write_text("# A model\n")
    assert load(str(folder)).fingerprint == before
    assert load(str(folder), Placement(dtype="bfloat16")).fingerprint != before
    config = json.loads((folder / "tokenizer_config.json").read_text())
    (folder / "tokenizer_config.json").write_text(json.dumps({**config, "model_max_length": 32}))
    assert load(str(folder)).fingerprint != before


def test_bfloat16_gives_almost_the_same_vectors(folder: Path) -> None:
    text = [pair.west for pair in tinymodels.parallel(4)]
    half = load(str(folder), Placement(dtype="bfloat16")).encode(text)
    assert half.dtype == np.float32
    np.testing.assert_allclose(half, load(str(folder)).encode(text), atol=0.05)


@pytest.mark.parametrize(
    ("head", "languages"),
    [
        ("language: sw\n", ["swa_Latn"]),
        ("language:\n- am\n- multilingual\n- 'no'\nlicence: mit\n", ["amh_Ethi", "nor_Latn"]),
        ('language: [th, "yue"]\n', ["tha_Thai", "yue_Hant"]),
        ("tags:\n- am\n", []),
    ],
)
def test_the_head_of_a_readme_names_the_languages(folder: Path, head: str, languages: list[str]) -> None:
    (folder / "README.md").write_text(f"---\n{head}---\n# A model\n")
    assert load(str(folder)).languages == tuple(map(Language.parse, languages))


def test_a_decoder_without_its_head_is_an_encoder(tmp_path: Path) -> None:
    network = transformers.AutoModel.from_pretrained(tinymodels.decoder_folder())
    network.save_pretrained(tmp_path)
    transformers.AutoTokenizer.from_pretrained(tinymodels.decoder_folder()).save_pretrained(tmp_path)
    model = load(str(tmp_path))
    assert not isinstance(model, TransformerDecoder)
    assert model.layout.modes == ("weightedmean",)


def test_of_an_encoder_decoder_the_encoder_gives_the_vectors(tmp_path: Path, encoder_folder: Path) -> None:
    config = transformers.T5Config(
        vocab_size=200, d_model=16, d_kv=8, d_ff=16, num_layers=2, num_heads=2, decoder_start_token_id=0
    )
    transformers.T5ForConditionalGeneration(config).save_pretrained(tmp_path)
    transformers.AutoTokenizer.from_pretrained(encoder_folder).save_pretrained(tmp_path)
    model = load(str(tmp_path))
    assert model.encode(["muro galu"]).shape == (1, 16)
    assert model.layers(["muro galu"]).shape == (3, 1, 16)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ISOGLOSS_DEVICE", "gpu"),
        ("ISOGLOSS_DEVICE", "cuda:99"),
        ("ISOGLOSS_DEVICE", "cpu:x"),
        ("ISOGLOSS_DTYPE", "int8"),
        ("ISOGLOSS_BATCH", "0"),
        ("ISOGLOSS_BATCH", "many"),
    ],
)
def test_a_setting_that_means_nothing_is_refused(variable: str, value: str) -> None:
    with pytest.raises(InputError, match=variable):
        placement({variable: value})


def test_settings_come_from_the_environment() -> None:
    settings = {"ISOGLOSS_DEVICE": "cpu", "ISOGLOSS_DTYPE": "bfloat16", "ISOGLOSS_BATCH": "7"}
    assert placement(settings) == Placement("cpu", "bfloat16", 7)
    assert not placement({"ISOGLOSS_DEVICE": "cpu", "ISOGLOSS_DTYPE": "float32"}).layers_mixed
    assert placement({"ISOGLOSS_DEVICE": "cpu"}) == Placement("cpu", layers_mixed=True)


def test_a_long_text_does_not_depend_on_short_ones_before_it(tmp_path: Path, encoder_folder: Path) -> None:
    config = transformers.BigBirdConfig(
        vocab_size=200, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=256, block_size=4, num_random_blocks=1, attention_type="block_sparse",
    )  # fmt: skip
    transformers.BigBirdModel(config).save_pretrained(tmp_path)
    transformers.AutoTokenizer.from_pretrained(encoder_folder).save_pretrained(tmp_path)
    long, short = ["muro galu " * 60], ["muro"]
    model = load(str(tmp_path), Placement())
    first = model.encode(long)
    model.encode(short)
    np.testing.assert_array_equal(model.encode(long), first)
