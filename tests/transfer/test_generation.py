"""Texts that are written: baselines, metrics that are there or not, sums, translations of training."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from isogloss.data.examples import Example, Generation, Similarity
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.metrics import bleu
from isogloss.metrics.references import References
from isogloss.report import write
from isogloss.training.heads.head import Lesson
from isogloss.training.heads.nearest import NearestByTerms, NearestHead
from isogloss.transfer import predict, transfer
from isogloss.transfer.request import Settings
from isogloss.views.translating import Translate

EXAMPLES = Path(__file__).parents[2] / "examples" / "summaries"


def test_writing_systems_are_scored_by_every_metric_there_is(tmp_path: Path) -> None:
    run = transfer(EXAMPLES, source="eng", out=tmp_path / "run")
    assert run.record.state == "done"
    rows = {(row.system, row.language, row.metric): row for row in run.rows() if row.recipe}
    metrics = {metric for _, _, metric in rows}
    assert {"chrf", "chrf++", "rouge_1", "rouge_2", "rouge_l"} <= metrics
    for language in ("eng_Latn", "hin_Deva", "zho_Hans"):
        assert rows["copy", language, "chrf"].value > rows["static+nearest", language, "chrf"].value
        assert rows["copy", language, "rouge_1"].value > 0
        row = rows["copy", language, "chrf"]
        assert row.low is not None
        assert row.high is not None
        assert row.low <= row.value <= row.high
    assert "chrF" in write(run).read_text(encoding="utf-8")
    lines = (EXAMPLES / "eng_Latn" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    headlines = [json.loads(line)["summary"] for line in lines]
    told = list(predict(tmp_path / "run", ["Floods after heavy rain in villages.", ""], language="eng"))
    assert all(one.label in headlines for one in told)
    assert "flood" in told[0].label
    (copied,) = predict(tmp_path / "run", ["ዝናብ ጣለ"], language="amh", system="copy")
    assert copied.label == "ዝናብ ጣለ"


def test_a_metric_that_the_machine_lacks_is_left_out_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bleu, "find_spec", lambda _: None)
    run = transfer(EXAMPLES, source="eng", target="swh", out=tmp_path / "run")
    assert run.record.state == "done"
    assert not {row.metric for row in run.rows()} & {"bleu", "spbleu"}
    assert any("bleu is left out" in said and "pip install" in said for said in run.record.facts["remarks"])


def test_sums_are_scored_by_their_last_number_in_any_digits(tmp_path: Path) -> None:
    root = tmp_path / "sums"
    for code, name in (("en", "Anna has {} apples. How many?"), ("bn", "আন্নার {}টি আপেল আছে। কয়টি?")):
        folder = root / code
        folder.mkdir(parents=True)
        for split in ("train", "test") if code == "en" else ("test",):
            lines = [f"{name.format(n)}\t{n}\n" for n in range(11, 19)]
            (folder / f"{split}.tsv").write_text("".join(lines), encoding="utf-8")
    run = transfer(root, source="en", out=tmp_path / "run")
    found = {(row.system, row.language): row.value for row in run.rows() if row.metric == "number_match"}
    assert found["copy", "eng_Latn"] == 1.0  # the question holds its answer here
    assert found["copy", "ben_Beng"] == 1.0
    assert found["nearest+tfidf", "eng_Latn"] == 1.0


def test_the_nearest_of_training_is_found_in_every_script_and_saved(tmp_path: Path) -> None:
    texts = ["ዝናብ ጣለ በሰሜን", "नदी में बाढ़ आई", "河水上涨", "the river rose", ""]
    labels = [str(References((f"{n} የ",), "amh_Ethi")) for n in range(5)]
    vectors = np.eye(5, 7, dtype=np.float32) * 3
    for head, inputs in ((NearestByTerms, texts), (NearestHead, vectors)):
        fitted = head.fit(Lesson(inputs, labels))
        told = fitted.predict(inputs)
        assert [one.label for one in told[:4]] == ["0 የ", "1 የ", "2 የ", "3 የ"]
        assert told[0].probability == pytest.approx(1.0)
        folder = tmp_path / head.__name__
        folder.mkdir()
        fitted.save(folder)
        assert head.load(folder).predict(inputs) == told
        assert head.load(folder).predict(inputs[:0]) == []


def test_what_is_written_is_translated_for_training_and_numbers_are_not(tmp_path: Path) -> None:
    lexicon = tmp_path / "words.tsv"
    lexicon.write_text("rain\tmvua\nbig\tkubwa\n", encoding="utf-8")
    english, swahili = Language.parse("eng"), Language.parse("swh")
    view = Translate("target", f"lexicon:{lexicon}").toward(english, swahili, lambda one: one)
    examples: list[Example] = [
        Generation("1", "big rain", ("rain", "big"), english, ""),
        Generation("2", "big", ("18", "rain 18"), english, ""),
        Similarity("3", "rain", "big", 2.5, english, ""),
    ]
    first, second, third = view(examples, seed=0)
    assert isinstance(first, Generation)
    assert isinstance(second, Generation)
    assert isinstance(third, Similarity)
    assert (first.source, first.references, first.language) == ("kubwa mvua", ("mvua", "kubwa"), swahili)
    assert second.references[0] == "18"
    assert second.references[1].startswith("mvua")
    assert (third.first, third.second, third.score) == ("mvua", "kubwa", 2.5)


def test_a_test_set_to_be_written_is_not_translated(tmp_path: Path) -> None:
    lexicon = tmp_path / "words.tsv"
    lexicon.write_text("mvua\train\n", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be translated"):
        transfer(
            EXAMPLES,
            source="eng",
            target="swh",
            recipes="translate-test",
            out=tmp_path / "run",
            settings=Settings(translator=f"lexicon:{lexicon}"),
        )
