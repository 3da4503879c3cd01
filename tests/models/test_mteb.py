"""mteb takes the encoder as it takes any SentenceTransformer: on a task of our own, without a network."""

from __future__ import annotations

from typing import Any, Final

import pytest

pytest.importorskip("sentence_transformers", reason="needs isogloss[sentence-transformers]")
pytest.importorskip("mteb", reason="needs pip install mteb")

import datasets
from sentence_transformers import SentenceTransformer

from isogloss.models.sentence_transformers import StaticModule

MTEB: Final[Any] = pytest.importorskip("mteb")
CLASSIFICATION: Final[Any] = pytest.importorskip("mteb.abstasks.classification")

pytestmark = pytest.mark.filterwarnings("ignore")  # mteb uses names that its own dependencies deprecate

TRAIN = {
    "text": ["the bank pays interest", "bread costs more", "the team won", "he scored two goals"] * 4,
    "label": [0, 0, 1, 1] * 4,
}
TEST = {
    "text": ["benki inatoa mkopo", "timu ilishinda mechi ya mpira", "اشترى أسهما في البنك", "足球比赛"],
    "label": [0, 1, 0, 1],
}


class Topics(CLASSIFICATION.AbsTaskClassification):  # type: ignore[misc]  # mteb is not always there to be checked against
    """Two topics, learned in English."""

    metadata = MTEB.TaskMetadata(
        name="OurTopics",
        description="Two topics.",
        reference=None,
        dataset={"path": "ours", "revision": "1"},
        type="Classification",
        category="t2c",
        modalities=["text"],
        eval_splits=["test"],
        eval_langs=["eng-Latn"],
        main_score="accuracy",
        date=("2026-01-01", "2026-01-02"),
        domains=["News"],
        task_subtypes=[],
        license="cc0-1.0",
        annotations_creators="derived",
        dialect=[],
        sample_creation="created",
        bibtex_citation="",
    )

    def load_data(self, **_: object) -> None:
        parts = {"train": TRAIN, "test": TEST}
        self.dataset = datasets.DatasetDict(
            {name: datasets.Dataset.from_dict(part) for name, part in parts.items()}
        )
        self.data_loaded = True


def test_the_wrapped_module_is_an_encoder_of_mteb() -> None:
    wrapped = MTEB.models.SentenceTransformerEncoderWrapper(
        SentenceTransformer(modules=[StaticModule()], device="cpu")
    )
    assert isinstance(wrapped, MTEB.models.models_protocols.EncoderProtocol)
    assert wrapped.mteb_model_meta.embed_dim == StaticModule().get_embedding_dimension()


def test_mteb_evaluates_it() -> None:
    model = SentenceTransformer(modules=[StaticModule()], device="cpu")
    found = MTEB.evaluate(model, Topics(), cache=None)
    assert found.task_results[0].get_score() > 0.7
