from __future__ import annotations

import pytest

from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.translators.codes import codes_of

NLLB = [
    "swh_Latn",
    "arb_Arab",
    "zho_Hans",
    "zho_Hant",
    "nob_Latn",
    "npi_Deva",
    "zsm_Latn",
    "hin_Deva",
    "bod_Tibt",
]
M2M = ["__sw__", "__ar__", "__zh__", "__no__", "__ne__", "__ms__", "__hi__", "__en__", "__tl__"]
MADLAD = ["<2sw>", "<2ar>", "<2zh>", "<2no>", "<2ne>", "<2ms>", "<2fil>", "<2iw>", "<2translate>"]


@pytest.mark.parametrize(
    ("tokens", "language", "token"),
    [
        (NLLB, "sw", "swh_Latn"),
        (NLLB, "ar", "arb_Arab"),
        (NLLB, "no", "nob_Latn"),
        (NLLB, "ne", "npi_Deva"),
        (NLLB, "ms", "zsm_Latn"),
        (NLLB, "zh-TW", "zho_Hant"),
        (NLLB, "zho_Hans", "zho_Hans"),
        (NLLB, "bo", "bod_Tibt"),
        (M2M, "swh_Latn", "__sw__"),
        (M2M, "arb", "__ar__"),
        (M2M, "nob", "__no__"),
        (M2M, "npi", "__ne__"),
        (M2M, "fil", "__tl__"),
        (MADLAD, "swh", "<2sw>"),
        (MADLAD, "heb", "<2iw>"),
        (MADLAD, "tgl", "<2fil>"),
    ],
)
def test_a_language_is_found_by_the_models_own_code(tokens: list[str], language: str, token: str) -> None:
    codes = codes_of(["the", "▁water", *tokens])
    assert codes is not None
    assert codes.token(Language.parse(language)) == token


def test_a_language_without_a_code_is_refused_with_some_that_there_are() -> None:
    codes = codes_of(NLLB)
    assert codes is not None
    with pytest.raises(InputError, match=r"does not write amh_Ethi.*arb_Arab"):
        codes.token(Language.parse("amh"))


def test_a_model_of_one_pair_has_no_codes() -> None:
    assert codes_of(["the", "▁water", "</s>"]) is None
