"""One score from all rules: monotone, the same in batches, and decided by bands."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from isogloss.bitext import Scored, score
from isogloss.bitext.quality import calibration
from isogloss.bitext.quality.calibration import probability
from isogloss.bitext.quality.lengths import Expected, expected, length
from isogloss.bitext.quality.table import FATAL, chosen_rules
from isogloss.errors import InputError, UnknownLanguage, UnknownName
from isogloss.languages import Language
from isogloss.models.contracts import Translator
from isogloss.models.language_models import Likelihood

PAIRS = [
    ("The children play in the garden behind the house.", "Die Kinder spielen im Garten hinter dem Haus."),
    (
        "The weather was cold and it rained all day.",
        "Das Wetter war kalt und es regnete den ganzen Tag.",
    ),
    ("She bought bread, milk and cheese at the market.", "Sie kaufte Brot, Milch und Käse auf dem Markt."),
]


def test_good_pairs_are_kept_and_others_dropped() -> None:
    wrong = [(PAIRS[0][0], PAIRS[0][0]), (PAIRS[1][0], "Das Wetter"), (PAIRS[2][0], "")]
    found = list(score([*PAIRS, *wrong], source="eng", target="deu"))
    assert [one.verdict for one in found[:3]] == ["keep"] * 3
    assert "keep" not in [one.verdict for one in found[3:]]
    assert (found[5].score, found[5].verdict) == (0, "drop")


def test_where_few_rules_are_asked_the_rest_is_taken_for_fine() -> None:
    found = list(score([*PAIRS, ("It is 15 km.", "Es sind 51 km.")], rules="numbers,placeholders"))
    assert [one.verdict for one in found] == ["keep", "keep", "keep", "drop"]


def test_more_badness_never_raises_the_score() -> None:
    names = [name for name in chosen_rules(None) if name not in FATAL]
    for name in names:
        others = dict.fromkeys(names, 0.1)
        values = [probability({**others, name: at / 10}) for at in range(11)]
        assert values == sorted(values, reverse=True)
        assert values[0] > values[-1]


def test_the_score_is_the_logistic_of_the_weights() -> None:
    weights = calibration._weights()
    slope, bend, _ = weights["length"]
    total = weights["bias"][0] + slope * 0.5 + bend * 0.25 + weights["margin"][2]
    assert probability({"length": 0.5, "margin": None, "roundtrip": 1.0}) == pytest.approx(
        1 / (1 + math.exp(-total))
    )


def test_pairs_are_judged_alike_in_one_batch_and_in_many(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = [(f"{a} {n}", f"{b} {n}") for n in range(30) for a, b in PAIRS]
    whole = list(score(pairs, source="eng", target="deu"))
    monkeypatch.setattr("isogloss.bitext.quality.scoring._BATCH", 64)
    parts = list(score(iter(pairs), source="eng", target="deu"))
    assert [one.badness["language"] for one in whole] == [one.badness["language"] for one in parts]
    assert [one.verdict for one in whole] == [one.verdict for one in parts]


def test_bands_decide_and_are_checked() -> None:
    assert {one.verdict for one in score(PAIRS, bands=(0.0, 0.0))} == {"keep"}
    assert {one.verdict for one in score(PAIRS, bands=(1.0, 1.0))} == {"drop"}
    assert {one.verdict for one in score(PAIRS, bands=(0.0, 1.0))} == {"doubt"}
    for wrong in ((0.7, 0.3), (-1, 0.5), (0.2, float("nan"))):
        with pytest.raises(InputError, match="cannot be dropped"):
            score(PAIRS, bands=wrong)


def test_what_is_unknown_is_refused_at_once() -> None:
    with pytest.raises(UnknownLanguage):
        score(PAIRS, source="klingonish")
    with pytest.raises(UnknownName):
        score(PAIRS, rules="speling")
    for rule in ("roundtrip", "perplexity"):
        with pytest.raises(InputError, match=rule):
            list(score(PAIRS, rules=rule, source="eng", target="deu"))


def test_without_pairs_there_is_nothing() -> None:
    assert list(score([])) == []


class Backwards:
    """A translator that knows three sentences."""

    name = "backwards"
    fingerprint = "0"

    def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        assert (source.code, target.code) == ("deu", "eng")
        known = {b: a for a, b in PAIRS}
        return [known.get(text, "something else altogether") for text in texts]


class Counting:
    """A language model to which every letter but e is strange."""

    name = "counting"
    fingerprint = "0"
    languages: tuple[Language, ...] = ()

    def loglikelihood(
        self, prompts: Sequence[str], continuations: Sequence[Sequence[str]]
    ) -> list[tuple[Likelihood, ...]]:
        assert len(prompts) == len(continuations)
        return [
            tuple(Likelihood(-float(len(text) - text.count("e")), len(text)) for text in own)
            for own in continuations
        ]


def test_a_translator_and_a_language_model_may_raise_doubt() -> None:
    translator: Translator = Backwards()
    pairs = [PAIRS[0], (PAIRS[1][0], PAIRS[2][1])]
    found = list(
        score(pairs, source="eng", target="deu", rules="roundtrip", translator=translator, bands=(0.0, 0.0))
    )
    assert [one.verdict for one in found] == ["keep", "doubt"]
    assert "chrF" in found[1].reasons["roundtrip"]
    both = list(score(pairs, source="eng", target="deu", translator=translator))
    assert [one.badness["roundtrip"] is not None for one in both] == [True, True]
    many = [(f"e e e {'x' * (n % 5)}", "e e e") for n in range(40)]
    strange = list(score([*many, ("xqz xqz", "e e e")], rules="perplexity", scorer=Counting()))
    assert [n for n, one in enumerate(strange) if one.reasons] == [40]


def test_expected_lengths_come_from_the_table_the_file_or_the_script() -> None:
    known = expected(Language.parse("eng"), Language.parse("zho"), [])
    assert math.exp(known.mean) == pytest.approx(0.43, abs=0.05)
    there = expected(Language.parse("zho"), Language.parse("eng"), [])
    assert there.mean == pytest.approx(-known.mean)
    swiss = expected(Language.parse("eng"), Language.parse("gsw"), [])
    assert math.exp(swiss.mean) == pytest.approx(1.05, abs=0.15)
    learned = expected(Language.parse("eng"), Language("und", "Tfng"), [(100, 50 + n % 3) for n in range(60)])
    assert math.exp(learned.mean) == pytest.approx(56 / 105, abs=0.02)
    assert Expected(0.0, 0.2, 1.5).deviation(100, 100) == 0
    assert Expected(0.0, 0.2, 1.5).deviation(100, 300) > 4 > Expected(0.0, 0.2, 1.5).deviation(3, 9)
    assert length(" a  ቤት\u00a0b ") == 4


def test_a_language_without_a_script_is_expected_in_that_of_the_text() -> None:
    serbian = [(f"The house is {n} years old.", f"Kuća je stara {n} godina.") for n in range(30, 60)]
    assert not any("script" in one.reasons for one in score(serbian, source="eng", target="srp"))
    assert all("script" in one.reasons for one in score(serbian, source="eng", target="srp_Cyrl"))
    russian = [(f"The house is {n} years old.", f"Domu uzhe {n} let.") for n in range(30, 60)]
    assert all("script" in one.reasons for one in score(russian, source="eng", target="rus"))


def test_a_record_says_what_was_found() -> None:
    (one,) = score([("It is 15 km.", "Es sind 51 km.")], source="eng", target="deu", rules="numbers,script")
    assert isinstance(one, Scored)
    assert (one.source, one.target) == ("It is 15 km.", "Es sind 51 km.")
    assert one.reasons == {"numbers": "15 against 51"}
    assert set(one.badness) == {"numbers", "script"}
