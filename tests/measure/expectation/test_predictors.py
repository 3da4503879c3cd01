"""Expecting scores: what is learned, what is refused, and that intervals hold on languages kept apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from isogloss.arrays import Floats1d
from isogloss.errors import InputError, UnknownLanguage
from isogloss.languages import Language
from isogloss.measure import Settings, measure
from isogloss.measure.expectation.advantages import left_out as left_out_advantages
from isogloss.measure.expectation.choosing import regret
from isogloss.measure.expectation.design import Case
from isogloss.measure.expectation.expecting import By, fit, left_out, unit
from isogloss.measure.expectation.knowledge import Knowledge
from isogloss.measure.expectation.scored import Approach, Score, Scored, scored
from isogloss.measure.expectation.shots import curves
from isogloss.measure.expectation.traits import traits
from isogloss.measure.probes.predictors import _elsewhere

CODES = [
    *("fra", "deu", "nld", "swe", "dan", "ita", "spa", "por", "ron", "pol", "ces", "rus", "ukr", "bul"),
    *("hin", "ben", "mar", "npi", "urd", "pes", "tgk", "kur", "ell", "hye", "lit", "lav", "swh", "zul"),
    *("xho", "sna", "kin", "lug", "yor", "ibo", "amh", "hau", "som", "ara", "heb", "mlt", "fin", "est"),
    *("hun", "tur", "kaz", "uzb", "tel", "tam", "kan", "mal", "tha", "lao"),
]
ENGLISH = Language.parse("eng")


def cases() -> tuple[list[Case], Floats1d]:
    """Scores that rise with coverage and fall with distance, with some noise."""
    random = np.random.default_rng(0)
    made, scores = [], []
    for code in CODES:
        target = Language.parse(code)
        known = {**traits(ENGLISH, target, ()), "coverage": float(random.uniform(0.4, 1))}
        made.append(Case(ENGLISH, target, known))
        scores.append(0.2 + 0.6 * known["coverage"] - 0.1 * known["genetic_distance"])
    return made, np.array(scores) + 0.02 * random.normal(size=len(CODES))


def test_languages_left_out_are_expected_and_their_intervals_hold() -> None:
    made, scores = cases()
    least: dict[By, float] = {"language": 0.88, "family": 0.8}  # a third of them are one family
    for by, held in least.items():
        found = left_out(made, scores, ("coverage", "genetic_distance"), by)
        assert found.known.all()
        rest = ((found.values - scores) ** 2).sum() / ((scores - scores.mean()) ** 2).sum()
        assert rest < 0.15
        assert held <= ((found.low <= scores) & (scores <= found.high)).mean() <= 1


def test_noise_explains_nothing_and_is_not_said_to() -> None:
    made, scores = cases()
    noise = np.random.default_rng(1).permutation(scores)
    found = left_out(made, noise, ("coverage", "genetic_distance"), "language")
    assert ((found.values - noise) ** 2).sum() / ((noise - noise.mean()) ** 2).sum() > 0.85


def test_a_language_without_a_trait_is_expected_by_the_mean_of_it() -> None:
    made, scores = cases()
    gaps = [
        Case(one.source, one.target, {"coverage": 0.9}) if row % 5 == 0 else one
        for row, one in enumerate(made)
    ]
    fitted = fit(gaps, scores, ("coverage", "genetic_distance"), "language")
    assert fitted.design.gaps == ("genetic_distance",)
    found = fitted.expect([Case(ENGLISH, Language.parse("jav"), {})])
    assert np.isfinite(found.values).all()
    assert 0 <= found.low[0] < found.values[0] < found.high[0] <= 1


def test_a_family_is_left_out_whole_and_an_isolate_alone() -> None:
    one, other, alone = (Case(ENGLISH, Language.parse(code), {}) for code in ("hin", "fra", "eus"))
    assert unit(one, "family") == unit(other, "family") != unit(alone, "family")
    assert unit(one, "language") != unit(other, "language")


def test_too_few_languages_are_refused() -> None:
    made, scores = cases()
    with pytest.raises(InputError, match="7 languages"):
        fit(made[:7], scores[:7], ("coverage",), "language")


def test_of_two_families_nothing_is_expected_of_a_third_and_it_is_said() -> None:
    codes = ("deu", "nld", "swe", "spa", "fra", "ita", "swh", "zul", "xho")
    spread = tuple(
        Score(ENGLISH, Language.parse(code), 0.3 + 0.05 * n, None, None, 9) for n, code in enumerate(codes)
    )
    approach = Approach("static", "zero-shot", "accuracy", None, spread)
    elsewhere = (Language.parse("fin"), Language.parse("sna"))
    held = Scored(Path("run"), "run", "toy", "static", (approach,), {}, {}, (), ())
    knowledge = Knowledge(held, {}, {}, {}, elsewhere)
    made = [knowledge.case(approach, ENGLISH, one.target) for one in spread]
    scores = np.array([one.value for one in spread])
    found = list(_elsewhere(approach, knowledge, made, scores, ("genetic_distance",), {}))
    assert [(one.metric, str(one.language)) for one in found] == [
        ("left_aside", "fin_Latn"),
        ("expected", "sna_Latn"),
    ]


def test_regret_is_what_the_chosen_source_loses_against_the_best() -> None:
    sources = [Language.parse(code) for code in ("eng", "hin")]
    targets = [Language.parse(code) for code in ("npi", "mar", "fra")]
    pairs = [Case(s, t, traits(s, t, ())) for t in targets for s in sources]
    scores = np.array([0.5, 0.7, 0.4, 0.9, 0.8, 0.6])  # Hindi is best for its kin, English for French
    lost = {one.detail["choice"]: one.value for one in regret(pairs, scores, -scores, 0, {})}
    assert lost["expected"] == pytest.approx((0.2 + 0.5 + 0.2) / 3)
    assert lost["nearest"] == pytest.approx(0)
    assert next(iter(regret(pairs, scores, scores, 0, {}))).value == 0


def test_a_source_is_told_to_be_better_for_its_kin_and_in_general() -> None:
    sources = [Language.parse(code) for code in ("eng", "hin", "arb")]
    random = np.random.default_rng(0)
    pairs, scores = [], []
    for code in CODES:
        target = Language.parse(code)
        level = random.uniform(0.2, 0.6)  # of the target; no source has a part in it
        for source in sources:
            known = traits(source, target, ())
            pairs.append(Case(source, target, known))
            better = 0.1 * (source.code == "hin") - 0.2 * known["genetic_distance"]
            scores.append(level + better + 0.01 * random.normal())
    values = np.array(scores)
    found = left_out_advantages(pairs, values, ("genetic_distance", "geographic_distance"))
    same = np.array([one.source.code == one.target.code for one in pairs])
    assert np.isnan(found[same]).all()
    assert not np.isnan(found[~same]).any()
    lost = {one.detail["choice"]: one.value for one in regret(pairs, values, found, 0, {})}
    assert lost["expected"] < 0.6 * min(lost["nearest"], lost["usual"])


def test_of_few_targets_no_source_is_told_to_be_better() -> None:
    sources = [Language.parse(code) for code in ("eng", "hin")]
    pairs = [Case(one, Language.parse(code), {}) for code in ("npi", "mar", "fra") for one in sources]
    assert np.isnan(left_out_advantages(pairs, np.arange(6.0), ())).all()


def test_a_curve_of_few_shots_says_what_a_doubling_adds() -> None:
    targets = [Language.parse(code) for code in ("swh", "amh", "tha")]
    approaches = [
        Approach(
            "static+logreg",
            f"few-shot-{k}",
            "accuracy",
            k,
            tuple(Score(ENGLISH, one, 0.3 + 0.05 * np.log2(k), None, None, 9) for one in targets),
        )
        for k in (1, 4, 16)
    ]
    found = {one.metric: one.value for one in curves(approaches, 0)}
    assert found["score_at_one_shot"] == pytest.approx(0.3)
    assert found["gain_per_doubling"] == pytest.approx(0.05)
    assert found["beyond_error"] == pytest.approx(0, abs=1e-9)


def test_a_run_is_learned_from_and_other_languages_are_expected(run: Path, tmp_path: Path) -> None:
    found = measure(
        "static",
        probes="predictors",
        settings=Settings(scores=run, predict=("npi", "jav")),
        out=tmp_path / "run",
    ).rows()
    elsewhere = {row.language for row in found if row.metric == "expected" and "no labels" in row.detail}
    assert elsewhere == {"jav_Latn"}  # Nepali has a score of its own
    of_each = [row for row in found if row.metric == "expected" and "by=language" in row.detail]
    assert len(of_each) == 10
    assert all(
        row.low is not None and row.high is not None and row.low <= row.value <= row.high for row in of_each
    )
    assert {"trait", "r2", "mean_error", "interval_holds", "left_aside"} <= {row.metric for row in found}


def test_texts_stand_in_for_what_the_run_noted(run: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.tsv"
    text.write_text(
        "eng\tjav\nThe river is high.\tKaline dhuwur.\nWater is life.\tBanyu iku urip.\n", encoding="utf-8"
    )
    rows = measure(
        "static", on=text, probes="predictors", settings=Settings(scores=run), out=tmp_path / "run"
    ).rows()
    assert any(row.language == "jav_Latn" and row.metric == "expected" for row in rows)


@pytest.mark.parametrize(
    ("settings", "kind", "said"),
    [
        ({"scores": Path("nowhere")}, InputError, "nowhere"),
        ({"predict": ("xxqq",)}, UnknownLanguage, "xxqq"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_written(
    settings: dict[str, object], kind: type[Exception], said: str, run: Path, tmp_path: Path
) -> None:
    asked = Settings(**{"scores": run, **settings})  # type: ignore[arg-type]  # as given
    with pytest.raises(kind, match=said):
        measure("static", probes="predictors", settings=asked, out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_scores_of_another_kind_of_run_are_refused(run: Path, tmp_path: Path) -> None:
    place = measure("static", probes="predictors", settings=Settings(scores=run), out=tmp_path / "run").folder
    with pytest.raises(InputError, match="scores no languages"):
        scored(place)


def test_the_most_surely_wrong_predictions_are_explained_by_training_examples(
    run: Path, tmp_path: Path
) -> None:
    rows = measure(
        "static",
        probes="influence",
        languages="ell",
        settings=Settings(scores=run, examples=("3",)),
        out=tmp_path / "run",
    ).rows()
    sides = [row for row in rows if row.metric == "influence"]
    assert len(sides) == 6
    assert all((row.value > 0) == ("side=for" in row.detail) for row in sides)


def test_an_example_that_is_not_there_is_named(run: Path, tmp_path: Path) -> None:
    done = measure(
        "static",
        probes="influence",
        languages="ell",
        settings=Settings(scores=run, examples=("no-such",)),
        out=tmp_path / "run",
    )
    assert "no-such" in done.record.gaps[0].error
