"""What coverage tells of a language."""

from __future__ import annotations

import math

import numpy as np
import pytest

from isogloss.languages import Language
from isogloss.models.knowledge import ENCODER, GUESSWORK, UNSURE, guesswork, is_unsure, kind_of
from isogloss.models.registry import load_encoder


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ("Latn", "Latin"),
        ("Cyrl", "other"),
        ("Ethi", "other"),
        ("Kore", "other"),
        ("Zyyy", "other"),
        ("Jpan", "Han"),
    ],
)
def test_coverage_compares_within_a_kind_of_writing(script: str, kind: str) -> None:
    assert kind_of(script) == kind


@pytest.mark.parametrize(("kind", "script"), [("Latin", "Latn"), ("other", "Olck")])
def test_below_its_threshold_a_language_is_guesswork(kind: str, script: str) -> None:
    threshold = GUESSWORK[kind]
    assert guesswork(math.nextafter(threshold, 0), script) is True
    assert guesswork(threshold, script) is False


def test_below_its_threshold_a_head_is_unsure() -> None:
    assert is_unsure(math.nextafter(UNSURE, 0))
    assert not is_unsure(UNSURE)


@pytest.mark.parametrize("script", ["Hans", "Hant", "Jpan"])
def test_of_han_writing_coverage_tells_nothing(script: str) -> None:
    assert guesswork(0.0, script) is None


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "The government says that the school will open again in the spring.",
            Language("eng", "Latn"),
            False,
        ),
        ("El gobierno dice que la escuela volverá a abrir en primavera.", Language("spa", "Latn"), False),
        ("Правительство сообщает, что школа снова откроется весной.", Language("rus", "Cyrl"), False),
        ("सरकार का कहना है कि स्कूल वसंत में फिर से खुलेगा।", Language("hin", "Deva"), False),
        ("ꆈꌠꁱꂷ ꊿꋍꆀ", Language("iii", "Yiii"), True),
        ("Xqzwv jkqxz vwqqz xkjzq", Language("und", "Latn"), True),
    ],
)
def test_the_shipped_encoder_knows_what_it_knows(text: str, language: Language, expected: bool) -> None:
    encoder = load_encoder(ENCODER)
    known = float(np.mean(encoder.coverage([text])))  # type: ignore[attr-defined]  # it offers Coverage too
    assert guesswork(known, language.script) is expected
