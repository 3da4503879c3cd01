"""An encoder among scikit-learn's parts."""

from __future__ import annotations

import pickle
import shutil
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.compose import ColumnTransformer
from sklearn.exceptions import NotFittedError, SkipTestWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import OneHotEncoder
from sklearn.utils import estimator_checks

from isogloss.errors import InputError, UnknownLanguage, UnknownName
from isogloss.languages import Language
from isogloss.models.registry import load_encoder
from isogloss.models.scikit import EncoderTransformer
from isogloss.models.static.model import SHIPPED
from tests.models.texts import TEXTS

MONEY = ["the bank pays interest", "the price of bread rose", "she sold her shares", "a loan from the bank"]
SPORT = ["the team won the match", "he scored two goals", "the runner broke her record", "a football game"]


def test_it_gives_the_vectors_of_the_encoder() -> None:
    vectors = EncoderTransformer().fit_transform(TEXTS)
    assert vectors.dtype == np.float32
    np.testing.assert_array_equal(vectors, load_encoder("static").encode(TEXTS))


@pytest.mark.parametrize("container", [tuple, np.array, lambda texts: np.array(texts, dtype=object), iter])
def test_texts_come_in_any_one_dimensional_container(container: Callable[[list[str]], Iterable[str]]) -> None:
    transformer = EncoderTransformer().fit(TEXTS[:8])
    np.testing.assert_array_equal(
        transformer.transform(container(TEXTS[:8])), transformer.transform(TEXTS[:8])
    )


def test_a_series_keeps_its_index_where_tables_are_asked_for() -> None:
    pandas = pytest.importorskip("pandas")
    series = pandas.Series(TEXTS[:3], index=[7, 5, 3])
    table = EncoderTransformer().set_output(transform="pandas").fit_transform(series)
    assert list(table.index) == [7, 5, 3]
    assert list(table.columns) == list(EncoderTransformer().fit(TEXTS).get_feature_names_out())


def test_columns_are_named_after_the_transformer_as_scikit_learn_does() -> None:
    transformer = EncoderTransformer().fit(TEXTS)
    names = transformer.get_feature_names_out()
    assert len(names) == transformer.transform(TEXTS).shape[1] == transformer.n_features_out_
    assert names[0] == "encodertransformer0"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("one text", r"a single str.*write \[text\]"),
        (b"bytes", "a single bytes"),
        (np.array("one text"), "a single ndarray"),
        (3, "a single int"),
        (np.array([["a", "b"], ["c", "d"]]), r"shape 2 × 2.*'text' and not \['text'\]"),
        ([["a"], ["b"]], "Row 0 is of type list"),
        (["a", None], "Row 1 is of type NoneType.*missing values"),
        (np.array([1.0, 2.0]), "Row 0 is of type float64"),
    ],
)
def test_what_is_no_column_of_texts_is_refused(wrong: object, said: str) -> None:
    fitted = EncoderTransformer().fit(["a"])
    with pytest.raises(InputError, match=said):
        EncoderTransformer().fit(wrong)  # type: ignore[arg-type]  # that is the point
    with pytest.raises(InputError, match=said):
        fitted.transform(wrong)  # type: ignore[arg-type]  # that is the point


def test_an_unknown_parameter_is_told_at_fit_and_not_before() -> None:
    with pytest.raises(UnknownName, match="Did you mean static"):
        EncoderTransformer("statik").fit(TEXTS)
    with pytest.raises(UnknownLanguage):
        EncoderTransformer(language="xxxyy").fit(TEXTS)
    with pytest.raises(InputError, match="a name, not of type StaticEncoder"):
        EncoderTransformer(load_encoder("static")).fit(TEXTS)  # type: ignore[arg-type]  # that is the point


@pytest.mark.parametrize("language", ["sw", "swh_Latn", "Swahili", Language("swh", "Latn")])
def test_the_language_of_the_texts_is_handed_on(language: str | Language) -> None:
    expected = load_encoder("static").encode(TEXTS, language=Language("swh", "Latn"))
    np.testing.assert_array_equal(EncoderTransformer(language=language).fit_transform(TEXTS), expected)


def test_it_transforms_only_when_fitted() -> None:
    with pytest.raises(NotFittedError):
        EncoderTransformer().transform(TEXTS)


def test_a_clone_has_the_parameters_and_nothing_learned() -> None:
    fitted = EncoderTransformer(language=Language("swh", "Latn")).fit(TEXTS)
    again = clone(fitted)
    assert again.get_params() == {"model": "static", "language": Language("swh", "Latn")}
    assert not hasattr(again, "fingerprint_")


def test_a_pickle_holds_no_weights_and_gives_the_same_vectors() -> None:
    fitted = EncoderTransformer().fit(TEXTS)
    content = pickle.dumps(fitted)
    assert len(content) < 1000
    again = pickle.loads(content)  # noqa: S301  our own bytes
    np.testing.assert_array_equal(again.transform(TEXTS), fitted.transform(TEXTS))


def test_other_weights_than_at_fit_are_refused(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "own")
    fitted = EncoderTransformer(f"static:{tmp_path / 'own'}").fit(TEXTS)
    fitted.fingerprint_ = "of other weights"
    with pytest.raises(InputError, match=r"fitted with .*of other weights.*Fit again"):
        fitted.transform(TEXTS)


def test_it_is_searched_and_cross_validated_in_a_pipeline() -> None:
    texts, labels = MONEY + SPORT, ["money"] * 4 + ["sport"] * 4
    pipeline = make_pipeline(EncoderTransformer(), LogisticRegression(C=10))
    assert cross_val_score(pipeline, texts, labels, cv=2, error_score="raise").shape == (2,)
    grid = {"logisticregression__C": [1, 100], "encodertransformer__language": [None, "eng"]}
    search = GridSearchCV(pipeline, grid, cv=2, error_score="raise").fit(np.array(texts), labels)
    assert list(search.predict(["Timu ilishinda mechi ya mpira", "benki inatoa mkopo"])) == ["sport", "money"]


def test_it_takes_one_column_of_a_table() -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame({"text": MONEY + SPORT, "place": ["a", "b"] * 4})
    columns = ColumnTransformer(
        [("words", EncoderTransformer(), "text"), ("place", OneHotEncoder(), ["place"])]
    )
    vectors = columns.fit_transform(table)
    np.testing.assert_allclose(vectors[:, :-2], EncoderTransformer().fit_transform(table["text"]))
    assert columns.get_feature_names_out()[-3:].tolist()[1:] == ["place__place_a", "place__place_b"]
    with pytest.raises(InputError, match="'text' and not"):
        ColumnTransformer([("words", EncoderTransformer(), ["text"])]).fit(table)


def test_it_stands_beside_another_in_a_union() -> None:
    union = make_union(EncoderTransformer(), EncoderTransformer(language="eng"))
    assert union.fit_transform(TEXTS).shape == (
        len(TEXTS),
        2 * EncoderTransformer().fit(TEXTS).n_features_out_,
    )


# scikit-learn checks a transformer of texts, like its own TfidfVectorizer, only as far as no table goes in.
CHECKS = [
    estimator_checks.check_estimator_cloneable,
    estimator_checks.check_estimator_repr,
    estimator_checks.check_estimator_tags_renamed,
    estimator_checks.check_valid_tag_types,
    estimator_checks.check_mixin_order,
    estimator_checks.check_no_attributes_set_in_init,
    estimator_checks.check_parameters_default_constructible,
    estimator_checks.check_get_params_invariance,
    estimator_checks.check_set_params,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_checks_of_scikit_learn_pass(check: Callable[[str, EncoderTransformer], None]) -> None:
    check("EncoderTransformer", EncoderTransformer())


def test_scikit_learn_knows_that_it_takes_texts() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SkipTestWarning)
        estimator_checks.check_estimator(EncoderTransformer())
    tags = EncoderTransformer().__sklearn_tags__()
    assert (tags.input_tags.string, tags.input_tags.two_d_array) == (True, False)
