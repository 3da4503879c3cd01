"""What fine-tuning teaches, and how far it carries to a language without labels."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("torch")

from isogloss.errors import InputError
from isogloss.tasks.table import task
from isogloss.training.finetuning.tuned import TunedCard
from isogloss.training.heads.finetuned import FineTunedHead
from tests import tinymodels
from tests.training.finetuning.lessons import EAST, lesson, share_right, topics


@pytest.mark.parametrize("adapter", ["none", "lora"])
def test_labels_of_one_language_teach_another_where_the_model_aligned_them(adapter: str) -> None:
    rate = {"none": 3e-3, "lora": 1e-2}[adapter]
    dev, west, east = topics(45, seed=4), topics(90, seed=9), topics(90, seed=9, language=EAST)
    aligned, unaligned = (
        FineTunedHead.fit(
            lesson(
                dev=dev,
                model=f"hf:{tinymodels.encoder_folder(aligned=are)}",
                adapter=adapter,
                rate=rate,
            )
        )
        for are in (True, False)
    )
    assert share_right(aligned, west) > 0.95
    assert share_right(aligned, east) > 0.9
    assert share_right(aligned, east) > share_right(unaligned, east) + 0.3


@pytest.mark.parametrize("adapter", ["none", "lora"])
def test_a_saved_head_predicts_as_before(tmp_path: Path, adapter: str) -> None:
    head = FineTunedHead.fit(lesson(dev=topics(45, seed=4), adapter=adapter, epochs=3))
    head.save(tmp_path)
    loaded, tests = FineTunedHead.load(tmp_path), topics(30, seed=8)
    before, after = head.predict(tests), loaded.predict(tests)
    assert [one.label for one in before] == [one.label for one in after]
    assert [one.probability for one in before] == pytest.approx([one.probability for one in after], abs=1e-5)
    assert (loaded.labels, loaded.choice) == (head.labels, head.choice)
    assert not [file for file in tmp_path.iterdir() if file.suffix not in (".json", ".safetensors")]


def test_a_saved_head_is_a_classifier_of_transformers(tmp_path: Path) -> None:
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    head = FineTunedHead.fit(lesson(epochs=3))
    head.save(tmp_path)
    plain = AutoModelForSequenceClassification.from_pretrained(tmp_path).eval()
    tokenizer = AutoTokenizer.from_pretrained(tmp_path)
    tests = topics(20, seed=8)
    batch = tokenizer([example.text for example in tests], padding=True, return_tensors="pt")
    with torch.inference_mode():
        best = plain(**batch).logits.argmax(dim=1).tolist()
    assert [plain.config.id2label[place] for place in best] == [one.label for one in head.predict(tests)]


def test_an_adapter_is_kept_without_its_base_and_read_by_peft(tmp_path: Path) -> None:
    from peft import PeftConfig

    base = tinymodels.encoder_folder()
    FineTunedHead.fit(lesson(adapter="lora", epochs=1)).save(tmp_path)
    assert (
        sum(file.stat().st_size for file in tmp_path.iterdir()) < (base / "model.safetensors").stat().st_size
    )
    assert PeftConfig.from_pretrained(str(tmp_path)).base_model_name_or_path == str(base)


def test_probabilities_are_calibrated_on_what_watches() -> None:
    head = FineTunedHead.fit(lesson(dev=topics(45, seed=4), epochs=3))
    card: TunedCard = head.tuned.card
    assert card.temperature != 1
    for one in head.predict(topics(30, seed=8)):
        assert 1 / 3 <= one.probability <= 1


@pytest.mark.parametrize("adapter", ["none", "lora"])
def test_a_decoder_is_read_at_its_last_token_whatever_fills_the_batch(tmp_path: Path, adapter: str) -> None:
    model, rate = f"hf:{tinymodels.decoder_folder()}", {"none": 3e-3, "lora": 1e-2}[adapter]
    head = FineTunedHead.fit(lesson(topics(60, seed=3), model=model, adapter=adapter, rate=rate, epochs=4))
    assert share_right(head, topics(45, seed=9)) > 0.9
    few = [topics(1, seed=9)[0], replace(topics(1, seed=8)[0], text=" ".join(["muro"] * 20))]
    together = [one.probability for one in head.predict(few)]
    assert together == pytest.approx([head.predict([one])[0].probability for one in few], abs=1e-5)
    head.save(tmp_path)
    again = [one.probability for one in FineTunedHead.load(tmp_path).predict(few)]
    assert together == pytest.approx(again, abs=1e-4)


def test_bfloat16_is_computed_in_and_weights_stay_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from safetensors.torch import load_file

    monkeypatch.setenv("ISOGLOSS_DTYPE", "bfloat16")
    head = FineTunedHead.fit(lesson(dev=topics(45, seed=4)))
    assert share_right(head, topics(90, seed=9)) > 0.9
    head.save(tmp_path)
    assert {str(one.dtype) for one in load_file(tmp_path / "model.safetensors").values()} == {"torch.float32"}


def test_an_adapter_of_another_base_is_refused(tmp_path: Path) -> None:
    base = tmp_path / "base"
    shutil.copytree(tinymodels.encoder_folder(), base)
    (tmp_path / "head").mkdir()
    FineTunedHead.fit(lesson(model=f"hf:{base}", adapter="lora", epochs=1)).save(tmp_path / "head")
    with (base / "config.json").open("a") as config:
        config.write(" ")
    with pytest.raises(InputError, match="another version of the model"):
        FineTunedHead.load(tmp_path / "head")
    shutil.rmtree(base)
    with pytest.raises(InputError, match="There is no folder"):
        FineTunedHead.load(tmp_path / "head")


def test_a_network_without_such_a_head_is_told_at_once() -> None:
    with pytest.raises(InputError, match="'llama' have no head for choice"):
        FineTunedHead.check(task("choice"), f"hf:{tinymodels.decoder_folder()}")
    FineTunedHead.check(task("choice"), f"hf:{tinymodels.encoder_folder()}")
