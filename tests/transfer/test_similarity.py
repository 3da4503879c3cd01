"""How alike two texts are, learned in one language and told in others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from isogloss.data.examples import Similarity
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.metrics.bootstrap import Score
from isogloss.report import write
from isogloss.report.analysis import analyse
from isogloss.report.figures import swarm
from isogloss.report.wording import interval
from isogloss.tasks.sides import alike
from isogloss.training.heads.head import Choice, Lesson
from isogloss.training.heads.overlap import OverlapHead
from isogloss.training.heads.regression import GRID, _left_out, fit_regression
from isogloss.training.heads.ridge import RidgeHead
from isogloss.transfer import Settings, predict, transfer

EXAMPLES = Path(__file__).parents[2] / "examples" / "similarity"


def test_similarity_learned_in_english_ranks_pairs_in_other_languages(tmp_path: Path) -> None:
    run = transfer(EXAMPLES, source="eng", out=tmp_path / "run")
    assert run.record.state == "done"
    found = {(row.system, row.language): row for row in run.rows() if row.metric == "spearman"}
    for language in ("eng_Latn", "hin_Deva", "swh_Latn", "zho_Hans"):
        for system in ("static+ridge", "static+cosine"):
            assert found[system, language].value > 0.55
        assert found["mean", language].value == 0.0
    assert "source-loo-1se" in found["static+ridge", "zho_Hans"].signature
    assert "Spearman" in write(run).read_text(encoding="utf-8")


@pytest.mark.parametrize("system", ["static+ridge", "static+cosine", "overlap+ridge", "mean"])
def test_a_saved_predictor_gives_numbers_for_pairs(tmp_path: Path, system: str) -> None:
    transfer(EXAMPLES, source="eng", target="eng", out=tmp_path / "run")
    pairs = ["The dog sleeps.\tA dog is sleeping.", "The dog sleeps.\tPrices rose again.", "\t", "??\t!!"]
    told = list(predict(tmp_path / "run", pairs, language="eng", system=system))
    values = [float(one.label) for one in told]
    assert values[0] > values[1] or system == "mean"
    assert all(one.probability == 1.0 for one in told)
    with pytest.raises(InputError, match="2 are judged together"):
        list(predict(tmp_path / "run", ["one text"], language="eng", system=system))


def test_scores_that_are_all_the_same_teach_nothing_and_that_is_said(tmp_path: Path) -> None:
    root = tmp_path / "sts" / "eng"
    root.mkdir(parents=True)
    for split in ("train", "test"):
        (root / f"{split}.tsv").write_text(
            "sentence1\tsentence2\tscore\na b\tc\t3\nd\te f\t3\n", encoding="utf-8"
        )
    with pytest.raises(InputError, match="one score only, 3"):
        transfer(tmp_path / "sts", source="eng", out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


def slow_left_out(
    features: np.ndarray, values: np.ndarray, penalty: float, copies: list[list[int]]
) -> np.ndarray:
    """Fit without each row and its copies in turn."""
    found = np.empty(len(values))
    for places in copies:
        kept = ~np.isin(np.arange(len(values)), places)
        middle, constant = features[kept].mean(axis=0), values[kept].mean()
        rows = features[kept] - middle
        gram = rows.T @ rows + penalty * np.eye(features.shape[1])
        weights = np.linalg.solve(gram, rows.T @ (values[kept] - constant))
        found[places] = values[places] - constant - (features[places] - middle) @ weights
    return found


@pytest.mark.parametrize("penalty", GRID)
@pytest.mark.parametrize("shape", [(12, 3), (8, 20)])
@pytest.mark.parametrize("originals", [12, 4])
def test_leaving_one_out_in_closed_form_is_leaving_it_out(
    penalty: float, shape: tuple[int, int], originals: int
) -> None:
    random = np.random.default_rng(4)
    features, values = random.normal(size=shape), random.normal(size=shape[0])
    left, sizes, _ = np.linalg.svd(features - features.mean(axis=0), full_matrices=False)
    centred = values - values.mean()
    copies = [list(range(first, shape[0], originals)) for first in range(min(originals, shape[0]))]
    found = _left_out(left, sizes, left.T @ centred, centred, penalty, copies)
    assert found == pytest.approx(slow_left_out(features, values, penalty, copies), rel=1e-6)


def test_switched_copies_of_two_pairs_are_no_more_than_two_pairs(tmp_path: Path) -> None:
    root = tmp_path / "sts" / "eng"
    root.mkdir(parents=True)
    for split in ("train", "test"):
        (root / f"{split}.tsv").write_text(
            "sentence1\tsentence2\tscore\na dog\tthe dog\t4\na cat\tred rain\t1\n", encoding="utf-8"
        )
    (tmp_path / "words.tsv").write_text("dog\tmbwa\ncat\tpaka\n", encoding="utf-8")
    settings = Settings(lexicon=(f"swh={tmp_path / 'words.tsv'}",))
    run = transfer(
        tmp_path / "sts", source="eng", recipes="code-switched", out=tmp_path / "run", settings=settings
    )
    signatures = {row.system: row.signature for row in run.rows() if row.recipe == "code-switched"}
    for system in ("overlap+ridge", "static+ridge"):
        assert "select:fixed" in signatures[system]


def test_a_regression_is_scikit_learns_at_the_same_penalty() -> None:
    from sklearn.linear_model import Ridge

    random = np.random.default_rng(2)
    features = random.normal(size=(40, 6))
    values = features @ random.normal(size=6) + random.normal(size=40)
    lesson = Lesson(features, [repr(float(value)) for value in values], chosen=Choice(0.1, "source-loo-1se"))
    found = fit_regression(features, lesson)
    theirs = Ridge(alpha=10.0).fit(features, values)
    assert found.values(features) == pytest.approx(theirs.predict(features), abs=1e-6)
    assert found.choice == lesson.chosen


def test_noise_gets_a_stronger_penalty_than_a_straight_line() -> None:
    random = np.random.default_rng(0)
    features = random.normal(size=(60, 10))
    straight = [repr(float(value)) for value in features @ np.arange(10.0)]
    noise = [repr(float(value)) for value in random.normal(size=60)]
    chosen = [RidgeHead.fit(Lesson(features, labels)).choice.c for labels in (straight, noise)]
    assert chosen[0] > chosen[1]


@pytest.mark.parametrize("head", [RidgeHead, OverlapHead])
def test_a_head_is_the_same_after_saving_and_when_fitted_again(
    head: type[RidgeHead] | type[OverlapHead], tmp_path: Path
) -> None:
    texts = [
        ("एक दो तीन", "एक दो"),
        ("ሰላም ለዓለም", "ሰላም"),
        ("你好世界", "世界"),
        ("", "x"),
        ("same", "same"),
    ] * 3
    examples = [Similarity("", a, b, 0.0, Language.parse("und"), "") for a, b in texts]
    features = np.random.default_rng(1).normal(size=(15, 4)).astype(np.float32)
    inputs = examples if head is OverlapHead else features
    lesson = Lesson(inputs, [str(n % 5) for n in range(15)])
    fitted, again = head.fit(lesson), head.fit(lesson)
    fitted.save(tmp_path)
    assert head.load(tmp_path).predict(inputs) == fitted.predict(inputs) == again.predict(inputs)
    assert head.load(tmp_path).choice == fitted.choice


def test_what_two_vectors_show_does_not_tell_which_came_first() -> None:
    random = np.random.default_rng(6)
    first, second = (random.normal(size=(5, 8)).astype(np.float32) for _ in range(2))
    second[4] = 0
    both = alike([first, second])
    assert both.shape == (5, 17)
    assert both == pytest.approx(alike([second, first]))
    cosine = float(first[0] @ second[0] / np.linalg.norm(first[0]) / np.linalg.norm(second[0]))
    assert both[0, 0] == pytest.approx(cosine, abs=1e-6)
    assert both[4, 0] == 0.0


def test_a_head_for_other_tasks_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    recipe = tmp_path / "odd.toml"
    recipe.write_text('name = "odd"\nheads = ["ridge"]\n', encoding="utf-8")
    intents = EXAMPLES.parent / "intents"
    with pytest.raises(InputError, match="'ridge' does not do classification"):
        transfer(intents, source="eng", target="swh", recipes=[str(recipe)], out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_a_language_that_is_ranked_the_wrong_way_round_stands_below_nought(tmp_path: Path) -> None:
    root = tmp_path / "sts"
    for source, target in (("eng_Latn/train", "eng/train"), ("hin_Deva/test", "hin/test")):
        path = root / f"{target}.tsv"
        path.parent.mkdir(parents=True)
        header, *rows = (EXAMPLES / f"{source}.tsv").read_text(encoding="utf-8").splitlines()
        if target == "hin/test":
            split = [row.rsplit("\t", 1) for row in rows]
            rows = [f"{texts}\t{5 - float(score):.1f}" for texts, score in split]
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    run = transfer(root, source="eng", out=tmp_path / "run")
    (row,) = [row for row in run.rows() if (row.system, row.metric) == ("static+ridge", "spearman")]
    assert row.value < -0.5
    drawn = swarm(analyse(run))
    assert drawn.low < row.value
    assert [0 < dot.x < 100 for dot in drawn.dots] == [True]
    assert interval(Score(-0.5, -0.75, -0.25)) == "−75.0 to −25.0"
