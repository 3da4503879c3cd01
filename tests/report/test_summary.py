"""Every number of a report can be computed again from the stored predictions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean, stdev

import numpy as np
import pytest
from msgspec import structs
from scipy.stats import spearmanr
from sklearn.metrics import accuracy_score, f1_score

from isogloss.errors import InputError
from isogloss.metrics.group import Group
from isogloss.report.analysis import Analysis, analyse
from isogloss.report.guesswork import Reason, reason_of, sureness_of
from isogloss.report.headline import notes, sentences
from isogloss.report.page import render, write
from isogloss.report.portrait import portraits
from isogloss.report.reading import Approach
from isogloss.report.summary import ApproachSummary
from isogloss.runs.cell import Cell, Param
from isogloss.runs.engine import execute
from isogloss.runs.row import Prediction
from tests.report import synthetic
from tests.runs import counting


def scores_of(analysis: Analysis) -> dict[tuple[Approach, str], list[dict[str, float]]]:
    """Compute the scores of every trial from what the store holds, by scikit-learn."""
    predictions: dict[str, list[Prediction]] = {}
    for prediction in analysis.run.predictions():
        predictions.setdefault(prediction.cell, []).append(prediction)
    found: dict[tuple[Approach, str], list[dict[str, float]]] = {}
    for row in analysis.run.rows():
        if row.metric != "accuracy":
            continue
        gold = [one.gold for one in predictions[row.cell]]
        guessed = [one.predicted for one in predictions[row.cell]]
        key = Approach(row.system, row.recipe, row.source), row.language
        found.setdefault(key, []).append(
            {
                "accuracy": float(accuracy_score(gold, guessed)),
                "macro_f1": float(f1_score(gold, guessed, average="macro", zero_division=0)),
            }
        )
    return found


def summary_of(analysis: Analysis, system: str, recipe: str = "zero-shot") -> ApproachSummary:
    return next(one for one in analysis.summary.approaches if (one.system, one.recipe) == (system, recipe))


def over(scores: Sequence[dict[str, float]], name: str = "accuracy") -> float:
    return mean(one[name] for one in scores)


def test_every_row_and_every_mean_is_recomputed_from_predictions(analysis: Analysis) -> None:
    scores = scores_of(analysis)
    for row in analysis.run.rows():
        if row.recipe:
            trials = scores[Approach(row.system, row.recipe, row.source), row.language]
            assert any(row.value == pytest.approx(one[row.metric]) for one in trials)
    for place, approach in enumerate(analysis.reading.approaches):
        one = analysis.summary.approaches[place]
        for name in ("accuracy", "macro_f1"):
            again = mean(over(scores[approach, code], name) for code in one.languages)
            assert one.means[name].value == pytest.approx(again)
            assert one.means[name].low <= again <= one.means[name].high
        for result in one.results:
            assert result.scores["accuracy"].value == pytest.approx(over(scores[approach, result.language]))
        for groups in (one.by_script, one.by_family):
            assert sorted(code for group in groups for code in group.languages) == sorted(one.languages)
            for group in groups:
                again = mean(over(scores[approach, code]) for code in group.languages)
                assert group.mean.value == pytest.approx(again)
        worst = sorted(over(scores[approach, code]) for code in one.languages)[: len(one.worst.languages)]
        assert one.worst.mean is not None
        assert one.worst.mean.value == pytest.approx(mean(worst))


def test_differences_are_recomputed_from_predictions(analysis: Analysis) -> None:
    scores = scores_of(analysis)
    one = summary_of(analysis, "static+logreg")
    ours, theirs = (Approach(system, "zero-shot", "eng_Latn") for system in (one.system, one.baseline))
    source = over(scores[ours, "eng_Latn"])
    for result in one.results:
        mine = over(scores[ours, result.language])
        if result.language != "eng_Latn":
            assert result.gap is not None
            assert result.gap.value == pytest.approx(source - mine)
        assert result.lead is not None
        assert result.lead.value == pytest.approx(mine - over(scores[theirs, result.language]))
    assert one.gap is not None
    assert one.gap.value == pytest.approx(source - one.means["accuracy"].value)


def test_means_are_over_the_languages_other_than_the_source(analysis: Analysis) -> None:
    for one in analysis.summary.approaches:
        assert "eng_Latn" not in one.languages
        assert 11 <= len(one.languages) <= 12
    assert summary_of(analysis, "static+logreg").source_score is not None


def test_the_report_leads_with_zero_shot_and_no_baseline(analysis: Analysis) -> None:
    assert (analysis.headline.system, analysis.headline.recipe) == ("static+logreg", "zero-shot")
    assert not analysis.headline.is_baseline
    assert summary_of(analysis, "tfidf+logreg").is_baseline


def test_the_best_baseline_is_that_of_the_same_recipe(analysis: Analysis) -> None:
    few = summary_of(analysis, "static+logreg", "few-shot-10")
    assert few.baseline == "tfidf+logreg"
    assert few.lead is not None
    rival = summary_of(analysis, "tfidf+logreg", "few-shot-10")
    common = [result for result in rival.results if result.language in few.languages]
    means = mean(result.scores["accuracy"].value for result in common)
    assert few.lead.value == pytest.approx(few.means["accuracy"].value - means)


def test_draws_are_averaged_and_their_spread_is_reported(analysis: Analysis) -> None:
    few = summary_of(analysis, "static+logreg", "few-shot-10")
    scores = scores_of(analysis)
    approach = Approach("static+logreg", "few-shot-10", "eng_Latn")
    by_draw = [mean(scores[approach, code][draw]["accuracy"] for code in few.languages) for draw in range(3)]
    assert few.draws == 3
    assert few.spread == pytest.approx(stdev(by_draw))
    swahili = next(result for result in few.results if result.language == "swh_Latn")
    assert swahili.trials == 3
    assert swahili.spread == pytest.approx(stdev(one["accuracy"] for one in scores[approach, "swh_Latn"]))
    assert summary_of(analysis, "static+logreg").spread is None


def test_a_recipe_without_the_source_is_measured_against_the_source_of_another(analysis: Analysis) -> None:
    few = summary_of(analysis, "static+logreg", "few-shot-10")
    assert few.source_recipe == "zero-shot"
    assert few.source_score == summary_of(analysis, "static+logreg").source_score


def test_other_items_or_other_labels_are_not_called_paired(analysis: Analysis) -> None:
    paired = {result.language: result.paired for result in analysis.headline.results}
    assert not paired["tha_Thai"]  # its own items
    assert not paired["yor_Latn"]  # the same ids, other labels
    assert paired["swh_Latn"]
    assert analysis.headline.paired == len(analysis.headline.languages) - 2


def test_an_unpaired_gap_is_wider_than_a_paired_one(analysis: Analysis) -> None:
    gaps = {result.language: result.gap for result in summary_of(analysis, "majority").results}
    thai, swahili = gaps["tha_Thai"], gaps["swh_Latn"]
    assert thai is not None
    assert swahili is not None
    assert (swahili.low, swahili.high) == (0.0, 0.0)  # one guess on the same items: no difference in any draw
    assert thai.high - thai.low > 0.1


def test_unseen_labels_rejects_and_gaps_are_counted(analysis: Analysis) -> None:
    (unseen,) = analysis.summary.unseen_labels
    assert (unseen.examples, dict(unseen.languages)) == (6, {"yor_Latn": 0.1})
    assert unseen.share == pytest.approx(6 / (12 * 60))
    assert analysis.summary.rejects == 250
    assert analysis.summary.gaps == 4  # zero-shot and three draws of Burmese
    assert "mya_Mymr" not in analysis.headline.languages


def test_what_is_unknown_of_a_language_is_said_and_counted(analysis: Analysis) -> None:
    private = analysis.summary.portrait("eng_Latn", "qaa_Zyyy")
    assert (private.family, private.script_name) == ("family unknown", "script unknown")
    of = {one.fact: one for one in analysis.headline.correlations}
    assert (of["genetic_distance"].n, of["genetic_distance"].unknown) == (10, 1)
    assert (of["coverage"].n, of["coverage"].unknown) == (11, 0)


def test_a_correlation_is_spearmans_and_lies_in_its_interval(analysis: Analysis) -> None:
    coverage = next(one for one in analysis.headline.correlations if one.fact == "coverage")
    assert coverage.rho is not None
    assert coverage.low is not None
    assert coverage.high is not None
    assert coverage.rho > 0.8  # the invented skill is the root of the invented coverage
    assert coverage.low < coverage.rho < coverage.high
    lead = analysis.headline
    pairs = [
        (r.scores["accuracy"].value, analysis.summary.portrait(lead.source, r.language).facts["coverage"])
        for r in lead.results
        if r.language in lead.languages
    ]
    scores, facts = np.array(pairs).T
    assert coverage.rho == pytest.approx(spearmanr(scores, facts).statistic)


def test_the_worst_tenth_is_named_with_what_marks_it(analysis: Analysis) -> None:
    worst = analysis.headline.worst
    assert worst.languages == ("nqo_Nkoo",)
    said = " ".join(worst.remarks["nqo_Nkoo"])
    assert "knows 6.2%" in said
    assert "trained on no text in it" in said
    assert "only language here in N’Ko" in said


def test_coverage_tells_what_to_expect_of_a_language(analysis: Analysis) -> None:
    flags = {one.language: one.guesswork for one in analysis.summary.portraits if one.source == "eng_Latn"}
    assert flags.pop("nqo_Nkoo") is True
    assert (flags.pop("zho_Hans"), flags.pop("zho_Hant")) == (None, None)  # of Han writing it tells nothing
    assert set(flags.values()) == {False}


def test_a_language_of_guesswork_is_named(analysis: Analysis) -> None:
    assert analysis.headline.guesswork == {"nqo_Nkoo": "coverage", "qaa_Zyyy": "unexplained"}
    assert [note for note in notes(analysis) if "guesswork" in note] == [
        "N’Ko is guesswork: coverage says that the encoder knows too little of its texts, and the score is "
        "less than a third of the way from the majority class to 100%. "
        "Use no prediction there without a check.",
        "qaa is guesswork: neither coverage nor confidence explains its errors, and the score is "
        "less than a third of the way from the majority class to 100%. "
        "Use no prediction there without a check.",
    ]
    assert all(not one.guesswork for one in analysis.summary.approaches if one.is_baseline)


def test_several_languages_of_guesswork_are_named_in_one_sentence(analysis: Analysis) -> None:
    poor = structs.replace(analysis.headline, guesswork=dict.fromkeys(("nqo_Nkoo", "eus_Latn"), "coverage"))
    (said,) = (note for note in _notes_with(analysis, poor) if "guesswork" in note)
    assert said.startswith("N’Ko and Basque are guesswork: coverage says")
    assert "of their texts, and the scores are less than a third" in said


def test_where_nothing_is_guesswork_nothing_is_said(analysis: Analysis) -> None:
    none = structs.replace(analysis.headline, guesswork={})
    assert not any("guesswork" in note for note in _notes_with(analysis, none))


def _notes_with(analysis: Analysis, lead: ApproachSummary) -> list[str]:
    approaches = list(analysis.summary.approaches)
    approaches[analysis.summary.headline] = lead
    summary = structs.replace(analysis.summary, approaches=tuple(approaches))
    return notes(replace(analysis, summary=summary))


def test_each_reason_has_a_sentence_of_its_own(analysis: Analysis) -> None:
    reasons: dict[str, Reason] = {
        "nqo_Nkoo": "coverage", "eus_Latn": "confidence", "zho_Hans": "unexplained", "zho_Hant": "unexplained"
    }  # fmt: skip
    poor = structs.replace(analysis.headline, guesswork=reasons)
    said = [note for note in _notes_with(analysis, poor) if "guesswork" in note]
    assert [note.partition(", and the score")[0] for note in said] == [
        "N’Ko is guesswork: coverage says that the encoder knows too little of its texts",
        "Basque is guesswork: the system is far less sure of its answers than in English",
        "Chinese (Hans) and Chinese (Hant) are guesswork: "
        "neither coverage nor confidence explains their errors",
    ]


@pytest.mark.parametrize(("right", "poor"), [(0, True), (49, True), (51, False), (100, False)])
@pytest.mark.parametrize(
    ("expected", "sureness", "reason"),
    [
        (True, 1.0, "coverage"),
        (None, 0.5, "confidence"),
        (False, 0.9, "unexplained"),
        (False, None, "unexplained"),
    ],
)
def test_a_good_score_refutes_every_sign(
    analysis: Analysis, right: int, poor: bool, expected: bool | None, sureness: float | None, reason: str
) -> None:
    gold = np.array([0] * 25 + [1, 2, 3] * 25)
    predicted = np.where(np.arange(100) < right, gold, (gold + 1) % 4)
    group = Group([str(place) for place in range(100)], gold, predicted)
    portrait = structs.replace(analysis.summary.portrait("eng_Latn", "nqo_Nkoo"), guesswork=expected)
    assert reason_of(portrait, [group], sureness) == (reason if poor else None)
    unknown = structs.replace(portrait, encoder_is_known=False)
    assert reason_of(unknown, [group], sureness) is None


def test_sureness_counts_what_is_above_chance() -> None:
    assert sureness_of(0.6, 0.85, 4) == pytest.approx(0.35 / 0.6)
    assert sureness_of(0.25, 0.85, 4) == 0
    assert sureness_of(0.6, 0.25, 4) is None


@pytest.mark.parametrize("encoder", ["", "static:my-model", "another"])
def test_only_the_coverage_of_the_shipped_encoder_was_measured(encoder: str) -> None:
    facts = {("eng_Latn", "nqo_Nkoo"): {"coverage": 0.0}}
    assert portraits(["nqo_Nkoo"], "eng_Latn", facts, encoder=encoder)["nqo_Nkoo"].guesswork is None
    assert portraits(["nqo_Nkoo"], "eng_Latn", facts, encoder="static")["nqo_Nkoo"].guesswork is True


def test_two_scripts_of_one_language_have_two_names(analysis: Analysis) -> None:
    names = [analysis.summary.portrait("eng_Latn", code).name for code in ("zho_Hans", "zho_Hant")]
    assert names == ["Chinese (Hans)", "Chinese (Hant)"]


def test_a_run_of_the_source_alone_still_sums_up(tmp_path: Path) -> None:
    made = synthetic.plan(["eng_Latn"], few_shot=False)
    alone = analyse(synthetic.make(tmp_path / "run", made))
    assert alone.headline.languages == ("eng_Latn",)
    assert alone.headline.worst.languages == ("eng_Latn",)


def test_a_run_without_scores_is_one_clear_error(tmp_path: Path) -> None:
    made = synthetic.plan(["swh_Latn"], few_shot=False, systems=[])
    with pytest.raises(InputError, match="holds no scores to report"):
        analyse(synthetic.make(tmp_path / "run", made))


def test_a_run_of_another_workbench_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no scores to report"):
        analyse(execute(counting.plan(), counting.compute, tmp_path / "run"))


def only_source(folder: Path, system: str = "static+logreg") -> Analysis:
    """A run with an approach that nothing but the source has labels for."""
    made = synthetic.plan(["eng_Latn", "swh_Latn", "hin_Deva"], few_shot=False)
    size: dict[str, Param] = {"items": 60, "boost": 0.0}
    params: dict[str, Param] = {"source": "eng_Latn", "target": "eng_Latn", **size, "system": system}
    cells = [*made.cells, Cell(workbench="transfer", params={**params, "recipe": "own", "draw": 0})]
    return analyse(synthetic.make(folder, replace(made, cells=cells)))


def test_the_source_alone_is_never_a_mean(tmp_path: Path) -> None:
    own = summary_of(only_source(tmp_path / "run"), "static+logreg", "own")
    assert (own.languages, dict(own.means), own.worst.mean, own.gap, own.lead) == ((), {}, None, None, None)
    assert own.source_score is not None


def test_an_approach_without_a_mean_does_not_lead(tmp_path: Path) -> None:
    analysis = only_source(tmp_path / "run")
    assert analysis.headline.recipe == "zero-shot"
    assert "own" not in " ".join(sentences(analysis))
    assert Path(write(analysis)).is_file()


def test_the_number_of_one_language_has_one_interval_everywhere(analysis: Analysis) -> None:
    for one in analysis.summary.approaches:
        of = {result.language: result.scores["accuracy"] for result in one.results}
        assert len(one.worst.languages) == 1
        assert one.worst.mean == of[one.worst.languages[0]]
        if not one.source_recipe:
            assert one.source_score == of["eng_Latn"]
        for group in (*one.by_script, *one.by_family):
            if len(group.languages) == 1:
                assert group.mean == of[group.languages[0]]


def test_a_source_that_was_not_scored_is_asked_for(tmp_path: Path) -> None:
    made = synthetic.plan(["swh_Latn", "hin_Deva"], few_shot=False)
    said = " ".join(sentences(analyse(synthetic.make(tmp_path / "run", made))))
    assert "in English itself was not measured (add eng_Latn to --to), so what is lost" in said


def test_few_test_texts_are_warned_of_once(tmp_path: Path, analysis: Analysis) -> None:
    few = analyse(synthetic.make(tmp_path / "run", synthetic.plan(["eng_Latn", "swh_Latn"], items=6)))
    assert [note for note in notes(few) if "cannot be trusted" in note] == [
        "2 languages have fewer than 30 test texts, as few as 6. Intervals over so few cannot be trusted: "
        "where every text is right, the interval is 100–100."
    ]
    assert not any("cannot be trusted" in note for note in notes(analysis))


def test_one_language_is_said_in_the_singular(tmp_path: Path) -> None:
    one = analyse(synthetic.make(tmp_path / "run", synthetic.plan(["eng_Latn", "swh_Latn"], few_shot=False)))
    said = " ".join(sentences(one))
    assert "of the test texts, in 1 other language (95%" in said
    assert "mean over" not in said
    page = render([one])
    assert "1 of 1 language, with" in page
    assert "1 languages" not in re.sub(r"\s*<[^>]*>\s*", "", page)


def test_the_source_counts_among_the_languages_of_a_script(tmp_path: Path) -> None:
    languages = ["eng_Latn", "yor_Latn", "hin_Deva", "arb_Arab", "amh_Ethi"]
    few = analyse(synthetic.make(tmp_path / "run", synthetic.plan(languages, few_shot=False)))
    untested = analyse(synthetic.make(tmp_path / "other", synthetic.plan(languages[1:], few_shot=False)))
    for found in (few, untested):
        assert found.headline.worst.languages == ("yor_Latn",)
        assert "only language here" not in " ".join(found.headline.worst.remarks["yor_Latn"])
