"""What was written against what was wanted: equal to sacreBLEU and to rouge-score, in every script."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.metrics import bleu as bleu_scores
from isogloss.metrics.bleu import tokens_of
from isogloss.metrics.bootstrap import score
from isogloss.metrics.group import numbered
from isogloss.metrics.references import References
from isogloss.metrics.rouge import common_length, tokens
from isogloss.metrics.table import lacking, metric, offered
from tests.metrics.written import CASES

SAYABLE = [case for case in CASES if "\ud800" not in case[0]]
ENGLISH = [case for case in SAYABLE if case[2] == "eng_Latn"]
Case = tuple[str, tuple[str, ...], str]


def measured(name: str, cases: Sequence[Case], weights: Sequence[float] | None = None) -> float:
    gold = [str(References(references, language)) for _, references, language in cases]
    labels, first, second = numbered(gold, [written for written, _, _ in cases])
    counts = np.array([weights if weights is not None else np.ones(len(cases))], dtype=float)
    return float(metric(name, labels)(first, second, counts)[0])


def streams(cases: Sequence[Case]) -> list[list[str | None]]:
    """The n-th reference of each example, None where there are fewer, as sacreBLEU wants them."""
    most = max(len(references) for _, references, _ in cases)
    return [[refs[n] if n < len(refs) else None for _, refs, _ in cases] for n in range(most)]


@pytest.mark.parametrize(("name", "words"), [("chrf", 0), ("chrf++", 2)])
@pytest.mark.parametrize("case", SAYABLE, ids=lambda case: case[0][:12])
def test_chrf_of_a_text_is_sacrebleus(name: str, words: int, case: Case) -> None:
    sacrebleu = pytest.importorskip("sacrebleu.metrics")
    expected = sacrebleu.CHRF(word_order=words).corpus_score([case[0]], [[one] for one in case[1]]).score
    assert measured(name, [case]) == pytest.approx(expected / 100, abs=1e-6)


@pytest.mark.parametrize(("name", "words"), [("chrf", 0), ("chrf++", 2)])
def test_chrf_of_a_test_set_is_sacrebleus(name: str, words: int) -> None:
    sacrebleu = pytest.importorskip("sacrebleu.metrics")
    written = [case[0] for case in SAYABLE]
    expected = sacrebleu.CHRF(word_order=words).corpus_score(written, streams(SAYABLE)).score
    assert measured(name, SAYABLE) == pytest.approx(expected / 100, abs=1e-6)


@pytest.mark.parametrize("case", SAYABLE, ids=lambda case: case[0][:12])
def test_bleu_of_a_text_is_sacrebleus(case: Case) -> None:
    sacrebleu = pytest.importorskip("sacrebleu.metrics")
    tokenizer = tokens_of(Language.parse(case[2]))
    expected = sacrebleu.BLEU(tokenize=tokenizer).corpus_score([case[0]], [[one] for one in case[1]]).score
    assert measured("bleu", [case]) == pytest.approx(expected / 100, abs=1e-6)


@pytest.mark.parametrize("tokenizer", ["13a", "char", "zh"])
def test_bleu_of_a_test_set_is_sacrebleus(tokenizer: str) -> None:
    sacrebleu = pytest.importorskip("sacrebleu.metrics")
    cases = [case for case in SAYABLE if tokens_of(Language.parse(case[2])) == tokenizer] * 2
    written = [case[0] for case in cases]
    expected = sacrebleu.BLEU(tokenize=tokenizer).corpus_score(written, streams(cases)).score
    assert 0 < measured("bleu", cases) == pytest.approx(expected / 100, abs=1e-6)


@pytest.fixture
def pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A small SentencePiece model where sacreBLEU looks for that of FLORES-200."""
    sentencepiece = pytest.importorskip("sentencepiece")
    spm = pytest.importorskip("sacrebleu.tokenizers.tokenizer_spm")
    monkeypatch.setattr(spm, "SACREBLEU_DIR", str(tmp_path))
    text = tmp_path / "text.txt"
    text.write_text("\n".join(case[1][0] for case in SAYABLE), encoding="utf-8")
    model = tmp_path / "models" / "flores200sacrebleuspm"
    model.parent.mkdir()
    sentencepiece.SentencePieceTrainer.train(
        input=str(text), model_prefix=str(tmp_path / "small"), vocab_size=450, minloglevel=2
    )
    (tmp_path / "small.model").rename(model)
    bleu_scores._tokenizer.cache_clear()
    bleu_scores._grams.cache_clear()
    yield model
    bleu_scores._tokenizer.cache_clear()
    bleu_scores._grams.cache_clear()


def test_spbleu_is_sacrebleus_on_its_pieces(pieces: Path) -> None:
    sacrebleu = pytest.importorskip("sacrebleu.metrics")
    assert offered(["spbleu"]) == ["spbleu"]
    scorer = sacrebleu.BLEU(tokenize="flores200")
    for case in SAYABLE:
        expected = scorer.corpus_score([case[0]], [[one] for one in case[1]]).score
        assert measured("spbleu", [case]) == pytest.approx(expected / 100, abs=1e-6)
    expected = scorer.corpus_score([case[0] for case in SAYABLE], streams(SAYABLE)).score
    assert 0 < measured("spbleu", SAYABLE) == pytest.approx(expected / 100, abs=1e-6)
    pieces.unlink()
    assert offered(["bleu", "spbleu", "chrf"]) == ["bleu", "chrf"]
    assert "flores200" in lacking("spbleu")


ROUGE = [("rouge_1", "rouge1"), ("rouge_2", "rouge2"), ("rouge_l", "rougeL")]


@pytest.mark.parametrize(("name", "theirs"), ROUGE)
@pytest.mark.parametrize("case", ENGLISH, ids=lambda case: case[0][:12])
def test_rouge_of_english_is_rouge_scores_own(name: str, theirs: str, case: Case) -> None:
    scorer = pytest.importorskip("rouge_score.rouge_scorer").RougeScorer([theirs], use_stemmer=False)
    expected = scorer.score_multi(case[1], case[0])[theirs].fmeasure
    assert measured(name, [case]) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(("name", "theirs"), ROUGE)
@pytest.mark.parametrize("case", SAYABLE, ids=lambda case: case[0][:12])
def test_rouge_of_any_script_is_rouge_scores_on_our_words(name: str, theirs: str, case: Case) -> None:
    class Words:
        def tokenize(self, text: str) -> list[str]:
            return list(tokens(text, case[2]))

    rouge = pytest.importorskip("rouge_score.rouge_scorer")
    expected = rouge.RougeScorer([theirs], tokenizer=Words()).score_multi(case[1], case[0])[theirs].fmeasure
    assert measured(name, [case]) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    "case", [case for case in SAYABLE if case[2] != "eng_Latn"], ids=lambda case: case[2]
)
def test_every_script_has_words_in_common(case: Case) -> None:
    assert measured("rouge_1", [case]) > 0


@given(st.text("abc", max_size=70), st.text("abc", max_size=70))
def test_a_longest_common_subsequence_is_that_of_the_table(one: str, other: str) -> None:
    row = [0] * (len(other) + 1)
    for token in one:
        above, row = row, [0]
        for place, found in enumerate(other):
            row.append(above[place] + 1 if token == found else max(above[place + 1], row[-1]))
    assert common_length(one, other) == row[-1]


@pytest.mark.parametrize("name", ["chrf", "chrf++", "rouge_1", "rouge_2", "rouge_l"])
def test_every_text_is_measured_lone_halves_of_characters_too(name: str) -> None:
    assert 0 < measured(name, CASES) < 1


@pytest.mark.parametrize("name", ["chrf", "chrf++", "bleu", "rouge_2"])
def test_an_example_that_is_drawn_twice_counts_like_two(name: str) -> None:
    if offered([name]):
        weights = [float(place % 3) for place in range(len(SAYABLE))]
        repeated = [case for place, case in enumerate(SAYABLE) for _ in range(place % 3)]
        assert measured(name, SAYABLE, weights) == pytest.approx(measured(name, repeated))


def test_an_interval_holds_the_score_of_the_whole_test_set() -> None:
    logging.getLogger("sacrebleu").setLevel(logging.ERROR)
    gold = [str(References(references, language)) for _, references, language in SAYABLE]
    labels, first, second = numbered(gold, [written for written, _, _ in SAYABLE])
    for name in offered(["chrf", "bleu", "rouge_l"]):
        found = score(metric(name, labels), first, second)
        assert found.low < found.value < found.high


NUMBERS: list[tuple[str, str, str, bool]] = [
    ("18", "18", "eng_Latn", True),
    ("So she makes 9 * 2 = $18 a day.", "18", "eng_Latn", True),
    ("#### 70,000", "70000", "eng_Latn", True),
    ("The answer is 70.000", "70000", "deu_Latn", True),
    ("Die Antwort ist 2.125.", "2125", "deu_Latn", True),
    ("La réponse est 5 600.", "5600", "fra_Latn", True),
    ("La respuesta es 3,5", "3.5", "spa_Latn", True),
    ("\\boxed{-4}", "-4", "eng_Latn", True),
    ("Jibu ni 18.", "18", "swh_Latn", True),
    ("উত্তর হল ১৮", "18", "ben_Beng", True),
    ("उत्तर १८ है।", "18", "hin_Deva", True),
    ("الجواب هو ١٨", "18", "arb_Arab", True),
    ("جواب ۱۸ است", "18", "pes_Arab", True),
    ("คำตอบคือ ๑๘", "18", "tha_Thai", True),
    ("సమాధానం ౧౮", "18", "tel_Telu", True),
    ("அவள் 18 டாலர் பெறுகிறாள்", "18", "tam_Taml", True),
    ("答案是十八", "18", "zho_Hans", True),
    ("答えは１８です。", "18", "jpn_Jpan", True),
    ("답은 18입니다.", "18", "kor_Hang", True),
    ("အဖြေမှာ ၁၈ ဖြစ်သည်။", "18", "mya_Mymr", True),
    ("ຄຳຕອບແມ່ນ ໑໘", "18", "lao_Laoo", True),
    ("ចម្លើយគឺ ១៨", "18", "khm_Khmr", True),
    ("ལན་ནི་ ༡༨ ཡིན།", "18", "bod_Tibt", True),
    ("መልሱ 18 ነው።", "18", "amh_Ethi", True),
    ("Ответ: 18", "18", "rus_Cyrl", True),
    ("Η απάντηση είναι 18.", "18", "ell_Grek", True),
    ("התשובה היא 18.", "18", "heb_Hebr", True),
    ("19", "18", "eng_Latn", False),
    ("١٩", "18", "arb_Arab", False),
    ("", "18", "eng_Latn", False),
    ("I do not know.", "18", "eng_Latn", False),
    ("5 or 7", "7", "eng_Latn", False),
    ("๑๙", "18", "tha_Thai", False),
    ("18.0", "18", "eng_Latn", True),
]


@pytest.mark.parametrize(("written", "right", "language", "same"), NUMBERS)
def test_the_final_number_decides_in_digits_of_any_script(
    written: str, right: str, language: str, same: bool
) -> None:
    assert measured("number_match", [(written, (right,), language)]) == float(same)


def test_bleu_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sacrebleu", None)
    with pytest.raises(InputError, match="sacrebleu"):
        metric("bleu", ())
