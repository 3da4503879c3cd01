"""Measuring an encoder for its card: topics learned from English, tested in every language."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from isogloss.data.loading import load_dataset
from isogloss.languages import Language
from isogloss.models.contracts import Encoder
from isogloss.models.static.card import Score
from isogloss.progress import track
from isogloss.training.heads.head import Lesson
from isogloss.training.heads.logreg import LogisticHead
from isogloss.training.static.codes import ENGLISH

# Every eighth language that SIB-200 lists here. Their development splits may decide choices inside the
# encoder; every other language is only measured.
DEV_LANGUAGES: Final = (
    "afr_Latn", "ary_Arab", "ben_Beng", "ces_Latn", "ewe_Latn", "glg_Latn", "hye_Armn", "kam_Latn",
    "khm_Khmr", "lmo_Latn", "mal_Mlym", "mya_Mymr", "oci_Latn", "pol_Latn", "scn_Latn", "som_Latn",
    "taq_Latn", "tpi_Latn", "urd_Arab", "yor_Latn",
)  # fmt: skip


def zero_shot_scores(
    encoder: Encoder, folder: Path, *, split: str = "test", only: tuple[str, ...] = ()
) -> tuple[Score, ...]:
    """Return the accuracy in every language of a head trained on English alone.

    folder: a classification data set such as SIB-200, ``<language>/<split>.tsv``. The head is logistic
    regression, its C chosen by cross-validation on the English training split (one-standard-error rule).
    only: languages to measure, as ``swh_Latn``; all if empty. Raises InputError as ``load_dataset`` does.
    """
    dataset = load_dataset(folder)
    train = list(dataset.examples("train", ENGLISH))
    lesson = Lesson(encoder.encode([one.text for one in train]), [one.label for one in train])
    head = LogisticHead.fit(lesson)
    labels = np.array(head.labels)
    wanted = [one for one in dataset.languages(split) if not only or str(one) in only]
    scores = []
    for language in track(wanted, label=f"{dataset.name} {split}", unit="language"):
        examples = list(dataset.examples(split, language))
        chosen = head.probabilities(encoder.encode([one.text for one in examples])).argmax(axis=1)
        right = labels[chosen] == np.array([one.label for one in examples])
        value = round(float(right.mean()), 4)
        name = f"{dataset.name}-{split}"
        scores.append(
            Score(benchmark=name, language=str(language), metric="accuracy", value=value, n=len(examples))
        )
    return tuple(scores)


def mean_but_english(scores: tuple[Score, ...]) -> float:
    """Return the mean value over all languages but English; NaN if there are none."""
    values = [score.value for score in scores if Language.parse(score.language) != ENGLISH]
    return float(np.mean(values)) if values else float("nan")
