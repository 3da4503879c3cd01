"""Gaps: where they stand, how they are scored, what filling them teaches, and what is kept."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

import torch

from isogloss.data.examples import Labelled
from isogloss.errors import InputError
from isogloss.models.hf.loading import read_tokenizer
from isogloss.tasks.table import task
from isogloss.training.fewshot.cloze import Cloze
from isogloss.training.fewshot.gaps import Gaps
from isogloss.training.fewshot.sheets import Sheet
from isogloss.training.finetuning.reading import Reading
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.heads.finetuned import FineTunedHead
from isogloss.training.heads.pet import PetHead
from isogloss.training.prompting.settings import Prompting
from isogloss.training.strategies.pet import Pet
from tests.tinymodels import NOUNS, encoder_folder
from tests.training.fewshot.lessons import EAST, NAMES, WEST, heldout, lesson, right, sentences

SETTINGS = FineTuning(epochs=10, patience=0, rate=2e-3, batch=8)
FAST = FineTuning(epochs=1, patience=0, rate=2e-3, batch=8)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return Reading(read_tokenizer(encoder_folder()), 32)


def cloze(*patterns: str) -> Cloze:
    words = tuple(nouns[0][0] for nouns in NOUNS.values())  # the first of them is of several tokens
    return Cloze(tuple(NOUNS), lambda _: Sheet(patterns, words, WEST, own=True))


def example(text: str) -> Labelled:
    return Labelled("1", text, "food", WEST, "f:1")


def test_a_word_of_several_tokens_has_a_gap_for_each(reading: Reading) -> None:
    own = cloze("{text} {mask}")
    (feature,) = own.features([example("bado bado")], None, reading)
    mask = reading.tokenizer.mask_token_id
    lengths = {len(word) for word in feature.places}
    assert len(lengths) > 1
    assert sorted(ids.count(mask) for ids in feature.ids) == sorted(lengths)
    for nouns, word in zip(NOUNS.values(), feature.places, strict=True):
        said = [token for _, _, token in word]
        assert "".join(reading.tokenizer.convert_ids_to_tokens(said)).replace("##", "") == nouns[0][0]
        assert all(feature.ids[sequence][column] == mask for sequence, column, _ in word)


@pytest.mark.parametrize("text", ["bado " * 100, "[MASK] bado", "", "‏שלום 你好 ኣብ", "bado\udc80"])
def test_any_text_leaves_the_gaps_where_they_belong(text: str, reading: Reading) -> None:
    for feature in cloze("{mask}: {text}", "{text} ({mask})").features([example(text)], None, reading):
        counts = sorted({len(word) for word in feature.places})
        assert [ids.count(reading.tokenizer.mask_token_id) for ids in feature.ids] == counts
        assert feature.length <= 32


def test_texts_that_lose_their_ends_are_counted(reading: Reading, caplog: pytest.LogCaptureFixture) -> None:
    cloze("{text} {mask}").features([example("bado " * 100), example("bado")], None, reading)
    assert "1 of 2 texts lose their ends" in caplog.text


def test_scores_are_mean_log_probabilities_of_the_words(reading: Reading) -> None:
    from transformers import AutoModelForMaskedLM

    own = cloze("{mask} {text}", "{text} {mask}")
    network = AutoModelForMaskedLM.from_pretrained(encoder_folder()).eval()
    features = own.features([example("bado"), example("bado bado bado")], None, reading)
    with torch.inference_mode():
        found = own.scores(Gaps(network)(**own.collate(features, 0)), features)
        for feature, scores in zip(features, found, strict=True):
            for word, score in zip(feature.places, scores, strict=True):
                logs = [
                    network(torch.tensor([feature.ids[sequence]])).logits[0, column].log_softmax(0)[token]
                    for sequence, column, token in word
                ]
                assert score == pytest.approx(float(np.mean(logs)), abs=1e-4)


def test_few_examples_teach_more_by_gaps_than_by_a_new_classifier() -> None:
    gains = []
    for seed in (0, 2, 3):
        own = lesson(12, SETTINGS, seed=seed)
        gains.append(right(PetHead.fit(own)) - right(FineTunedHead.fit(own)))
    assert np.mean(gains) > 0.05


def test_the_classifier_that_learns_from_soft_labels_beats_the_one_of_few_examples() -> None:
    own = lesson(12, SETTINGS, unlabelled=sentences(90, seed=9))
    hidden = [replace(one, label="hidden") for one in own.unlabelled]
    head = Pet(final=FineTuning(epochs=10, patience=0, rate=3e-3, batch=16)).fit(
        PetHead, replace(own, unlabelled=hidden)
    )
    assert isinstance(head, FineTunedHead)
    assert head.labels == ("food", "health", "travel")
    assert right(head) > right(FineTunedHead.fit(own)) + 0.05


def test_a_saved_head_says_the_same_in_both_languages(tmp_path: Path) -> None:
    head = PetHead.fit(lesson(6, FAST))
    head.save(tmp_path)
    loaded = PetHead.load(tmp_path)
    some = [*heldout()[:5], *heldout(west=False)[:5]]
    assert np.array_equal(loaded.probabilities(some), head.probabilities(some))
    assert re.fullmatch("amh_Ethi@[0-9a-f]{4}[+]cloze", loaded.wording(EAST))
    assert re.fullmatch("eng_Latn@[0-9a-f]{4}[+]cloze", loaded.wording(WEST))
    assert loaded.predict([]) == []


def test_being_asked_in_english_is_said(caplog: pytest.LogCaptureFixture) -> None:
    own = lesson(6, FAST)
    english = Prompting(names={"eng": NAMES["eng"]}, cloze=("{text} {mask}",))
    PetHead.fit(replace(own, prompt=english)).predict(list(heldout(west=False)[:4]))
    assert "4 texts in amh_Ethi are asked in English" in caplog.text


def test_a_label_that_the_vocabulary_lacks_is_refused() -> None:
    own = lesson(6, FAST)
    names = {"eng": {**NAMES["eng"], "food": "汉"}}
    with pytest.raises(InputError, match="'汉'"):
        PetHead.fit(replace(own, prompt=Prompting(names=names, cloze=("{text} {mask}",))))


def test_a_pattern_that_leaves_no_room_is_refused() -> None:
    own = lesson(6, FineTuning(longest=8))
    with pytest.raises(InputError, match="longest"):
        PetHead.fit(own)


@pytest.mark.parametrize(
    ("kind", "model", "said"),
    [("tagging", "hf:x", "no patterns"), ("classification", "static", "no transformer")],
)
def test_what_it_cannot_do_is_told_before_anything_is_done(kind: str, model: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        PetHead.check(task(kind), model)


def test_a_model_without_the_head_of_a_masked_language_model_is_refused(tmp_path: Path) -> None:
    from transformers import AutoModel

    AutoModel.from_pretrained(encoder_folder()).save_pretrained(tmp_path)
    read_tokenizer(encoder_folder()).save_pretrained(tmp_path)
    with pytest.raises(InputError, match="fills no gaps"):
        PetHead.check(task("classification"), f"hf:{tmp_path}")
    PetHead.check(task("classification"), f"hf:{encoder_folder()}")
