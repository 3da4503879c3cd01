"""Texts that are learned to be written, by an encoder-decoder and by a decoder."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch")

import torch

from isogloss.data.examples import Generation
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.metrics.table import metric
from isogloss.models.hf.loading import read_tokenizer
from isogloss.tasks.table import task
from isogloss.training.finetuning.determinism import steady
from isogloss.training.finetuning.fitting import started
from isogloss.training.finetuning.loop import train
from isogloss.training.finetuning.network import load_trainee
from isogloss.training.finetuning.objectives.continuing import Continuing
from isogloss.training.finetuning.objectives.rewriting import Rewriting
from isogloss.training.finetuning.reading import Reading
from isogloss.training.finetuning.weights import trainable
from isogloss.training.heads.finetuned import FineTunedHead
from isogloss.views.translating import Translate
from tests import tinymodels
from tests.training.finetuning.texts import EAST, WEST, lesson, share_right, summaries

FOLDERS = {"rewriting": tinymodels.seq2seq_folder, "continuing": tinymodels.decoder_folder}
KINDS: dict[str, Any] = {"rewriting": Rewriting, "continuing": Continuing}
GENERATION = task("generation")
WORDS = dict(zip((WEST, EAST), tinymodels.VERBS[0], strict=True))


def chrf_of(said: list[str], examples: list[Generation]) -> float:
    golds = [GENERATION.gold(one) for one in examples]
    labels = sorted({*said, *golds})
    numbers = [np.array([labels.index(one) for one in side]) for side in (golds, said)]
    return float(metric("chrf", labels)(numbers[0], numbers[1], np.ones((1, len(said))))[0])


def test_an_encoder_decoder_learns_and_a_perfect_lexicon_carries_it_over(tmp_path: Path) -> None:
    words = tmp_path / "words.tsv"
    words.write_text("".join(f"{west}\t{east}\n" for west, east in tinymodels.PAIRS))
    translate = Translate("target", f"lexicon:{words}").toward(WEST, EAST, lambda one: one)
    west, tests = summaries(150, seed=3), summaries(40, seed=9, language=EAST)
    east: list[Any] = translate(west, seed=0)
    model = tinymodels.seq2seq_folder()
    heads = [FineTunedHead.fit(lesson(model, examples, epochs=8)) for examples in (west, east)]
    assert share_right(heads[0], summaries(40, seed=9)) > 0.9
    zero_shot, carried = (chrf_of([one.label for one in head.predict(tests)], tests) for head in heads)
    copied = chrf_of([one.source for one in tests], tests)
    assert zero_shot < copied
    assert carried > copied + 0.3


@pytest.mark.parametrize("adapter", ["none", "lora"])
def test_a_decoder_writes_behind_what_it_reads_and_is_kept(tmp_path: Path, adapter: str) -> None:
    examples, dev = summaries(120, seed=3), summaries(20, seed=4)
    head = FineTunedHead.fit(
        lesson(tinymodels.decoder_folder(), examples, dev=dev, adapter=adapter, epochs=8)
    )
    losses = head.tuned.card.losses
    assert losses[-1] < {"none": 0.6, "lora": 0.8}[adapter] * losses[0]
    assert head.choice.select == "source-dev"
    head.save(tmp_path)
    tests = [*summaries(12, seed=9), Generation("long", "muro " * 90, ("",), WEST, "")]
    said = head.predict(tests)
    assert FineTunedHead.load(tmp_path).predict(tests) == said
    alone = [head.predict([one])[0].label for one in tests[:4]]
    assert alone == [one.label for one in said[:4]]  # whatever fills the batch


@pytest.mark.parametrize("name", KINDS)
def test_the_loss_is_that_of_what_is_written_as_transformers_counts_it(name: str) -> None:
    goal = KINDS[name]("generation")
    trainee = load_trainee(FOLDERS[name](), goal, 48)
    trainee.model.eval()
    examples = summaries(5, seed=3)
    features = goal.features(examples, [GENERATION.gold(one) for one in examples], trainee.reading)
    losses = goal.loss(trainee.run(goal, features), features)
    for loss, feature in zip(losses.tolist(), features, strict=True):
        read = torch.tensor([feature.ids[0]])
        labels = torch.tensor([feature.target])
        if name == "continuing":
            labels = torch.full_like(read, -100)
            labels[0, -len(feature.target) :] = torch.tensor(feature.target)
        assert loss == pytest.approx(trainee.model(input_ids=read, labels=labels).loss.item(), abs=1e-5)
    tokenizer = trainee.reading.tokenizer
    for feature, example in zip(features, examples, strict=True):
        assert feature.target[-1] == tokenizer.eos_token_id
        assert tokenizer.decode(feature.target[:-1]).strip() == example.references[0]


@pytest.mark.parametrize("name", KINDS)
def test_what_is_too_long_is_cut_and_an_answer_always_has_an_end(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    reading = Reading(read_tokenizer(FOLDERS[name]()), 16)
    example = Generation("1", "ሐመ muro " * 60, ("galu kapa " * 60,), WEST, "")
    goal = KINDS[name]("generation", most=4)
    for golds in ([GENERATION.gold(example)], None):
        (feature,) = goal.features([example], golds, reading)
        assert max(map(len, feature.ids)) <= 16
    (feature,) = goal.features([example], [GENERATION.gold(example)], reading)
    assert feature.target[-1] == reading.tokenizer.eos_token_id
    assert "Their ends are not read" in caplog.text


@pytest.mark.parametrize("name", KINDS)
def test_a_training_that_was_killed_ends_in_the_same_bits(tmp_path: Path, name: str) -> None:
    def weights(work: Path | None, *, killed: bool = False) -> dict[str, bytes]:
        given = lesson(FOLDERS[name](), summaries(32, seed=3), dev=summaries(8, seed=4), work=work, epochs=3)
        with steady(5):
            start = started(given)
            count = [0]

            def stop(*_: object) -> None:
                count[0] += 1
                if killed and count[0] == 5:  # in the second epoch: two steps and one of dev an epoch
                    raise KeyboardInterrupt

            start.trainee.model.register_forward_pre_hook(stop)
            train(start.trainee, start.objective, start.material, start.course)
        return {name: one.detach().numpy().tobytes() for name, one in trainable(start.trainee).items()}

    whole = weights(None)
    with pytest.raises(KeyboardInterrupt):
        weights(tmp_path, killed=True)
    assert list(tmp_path.glob("*/epoch-0001"))
    assert weights(tmp_path) == whole


@pytest.mark.parametrize("name", KINDS)
def test_out_of_memory_the_batch_is_halved(name: str, caplog: pytest.LogCaptureFixture) -> None:
    head = FineTunedHead.fit(lesson(FOLDERS[name](), summaries(16, seed=3), epochs=1))
    tests = summaries(12, seed=9)
    whole = head.predict(tests)

    def too_small(_: object, given: tuple[Any, ...], named: dict[str, Any]) -> None:
        if len(named["input_ids"] if "input_ids" in named else given[0]) > 5:
            raise torch.OutOfMemoryError("CUDA out of memory.")

    model = head.tuned.trainee.model
    (model.get_encoder() if name == "rewriting" else model).register_forward_pre_hook(
        too_small, with_kwargs=True
    )
    assert head.predict(tests) == whole
    assert "going on with 6" in caplog.text


def marked(folder: Path) -> Path:
    """Return the encoder-decoder with marks of West and East in its vocabulary."""
    import torch
    from transformers import AutoModelForSeq2SeqLM

    torch.manual_seed(0)  # the vectors of the marks are drawn
    tokenizer = read_tokenizer(tinymodels.seq2seq_folder())
    tokenizer.add_special_tokens({"additional_special_tokens": ["eng_Latn", "amh_Ethi"]})
    model = AutoModelForSeq2SeqLM.from_pretrained(tinymodels.seq2seq_folder())
    model.resize_token_embeddings(len(tokenizer), mean_resizing=False)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def test_a_model_with_marks_of_languages_is_told_which_to_write(tmp_path: Path) -> None:
    folder = marked(tmp_path / "marked")
    reading = Reading(read_tokenizer(folder), 48)
    marks = {WEST: "eng_Latn", EAST: "amh_Ethi"}
    examples = [*summaries(2, seed=3), *summaries(2, seed=3, language=EAST)]
    goal = Rewriting("generation")
    features = goal.features(examples, [GENERATION.gold(one) for one in examples], reading)
    for feature, example in zip(features, examples, strict=True):
        number = reading.tokenizer.convert_tokens_to_ids(marks[example.language])
        assert {feature.ids[0][0], feature.target[0]} == {number}
    both = [
        replace(one, references=(word,), language=side)
        for one in summaries(30, seed=3)
        for side, word in WORDS.items()
    ]
    head = FineTunedHead.fit(lesson(folder, both))
    for side, word in WORDS.items():
        tests = [replace(one, language=side) for one in summaries(5, seed=9)]
        assert {one.label for one in head.predict(tests)} == {word}
    given = lesson(folder, [replace(both[0], language=Language.parse("dzo"))])
    with pytest.raises(InputError, match="does not write dzo_Tibt"):
        FineTunedHead.check_lesson(given)
    FineTunedHead.check_lesson(lesson(folder, both))


def test_what_cannot_write_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'bert' have no head for generation"):
        FineTunedHead.check(GENERATION, f"hf:{tinymodels.encoder_folder()}")
    ends = "tokenizer_config.json", "no token that ends a text"
    for name, said in (ends, ("config.json", "without the head that writes")):
        folder = tmp_path / name
        shutil.copytree(tinymodels.decoder_folder(), folder)
        file = folder / name
        file.write_text(file.read_text().replace("LlamaForCausalLM", "LlamaModel").replace("eos_token", "x"))
        with pytest.raises(InputError, match=said):
            FineTunedHead.check(task("numbers"), f"hf:{folder}")
    for place in FOLDERS.values():
        FineTunedHead.check(task("numbers"), f"hf:{place()}")
