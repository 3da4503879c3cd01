"""Two runs, compared in the languages that both scored."""

from __future__ import annotations

from pathlib import Path
from statistics import mean

import pytest

from isogloss.metrics.bootstrap import mean_difference
from isogloss.metrics.group import Group
from isogloss.metrics.table import metric
from isogloss.report.analysis import Analysis, analyse
from isogloss.report.comparison import comparisons
from isogloss.report.reading import Approach
from tests.report import synthetic

LEAD = Approach("static+logreg", "zero-shot", "eng_Latn")


@pytest.fixture(scope="module")
def better(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    made = synthetic.plan(["eng_Latn", "swh_Latn", "hin_Deva", "tha_Thai", "arb_Arab"], boost=0.2)
    return analyse(synthetic.make(tmp_path_factory.mktemp("better") / "run", made))


def test_only_common_languages_count_and_never_the_source(plain: Analysis, better: Analysis) -> None:
    (compared,) = comparisons([plain, better])
    assert [row.language for row in compared.languages] == ["swh_Latn", "hin_Deva", "arb_Arab"]


def test_the_difference_is_the_second_less_the_first_and_paired_by_item(
    plain: Analysis, better: Analysis
) -> None:
    (compared,) = comparisons([plain, better])
    assert compared.paired == 3
    for row in compared.languages:
        assert row.difference.value == pytest.approx(row.second.value - row.first.value)
    assert compared.mean.value == pytest.approx(mean(row.difference.value for row in compared.languages))
    groups: list[list[Group]] = [
        [one.reading.trials[LEAD, row.language][0].group for row in compared.languages]
        for one in (better, plain)
    ]
    again = mean_difference(metric("accuracy", ()), groups[0], groups[1])
    assert (compared.mean.low, compared.mean.high) == (again.low, again.high)


def test_a_run_against_itself_differs_nowhere(analysis: Analysis) -> None:
    compared = comparisons([analysis, analysis])
    assert {(one.first[2], one.better, one.worse) for one in compared} == {
        ("zero-shot", 0, 0),
        ("few-shot-10", 0, 0),
    }
    for row in compared[0].languages:
        assert (row.difference.low, row.difference.high, row.q) == (0.0, 0.0, 1.0)


def test_labels_of_another_set_are_other_classes(plain: Analysis, tmp_path: Path) -> None:
    # Yoruba brings a label that the first run does not hold: classes have other numbers, and stay the same.
    made = synthetic.plan(["eng_Latn", "yor_Latn", "swh_Latn"], few_shot=False)
    other = analyse(synthetic.make(tmp_path / "run", made))
    assert len(other.reading.labels) != len(plain.reading.labels)
    (compared,) = comparisons([plain, other])
    assert compared.paired == 1
    assert compared.languages[0].difference.value == 0.0


def test_runs_without_a_common_language_are_not_compared(plain: Analysis, tmp_path: Path) -> None:
    made = synthetic.plan(["eng_Latn", "tha_Thai"], few_shot=False)
    assert comparisons([plain, analyse(synthetic.make(tmp_path / "run", made))]) == ()
