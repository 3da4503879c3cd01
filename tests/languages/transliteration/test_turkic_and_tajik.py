from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isogloss.languages.transliteration import reversible, transliterate

SENTENCES = [
    (
        "uzn",
        "Ўзбекистон. Елена эртага яхши ғоя, меъмор ЧОЙ",
        "Oʻzbekiston. Yelena ertaga yaxshi gʻoya, meʼmor CHOY",
    ),
    ("azj", "Азәрбајҹан. Илк Ишыг, ҝөзәл ҹан", "Azərbaycan. İlk İşıq, gözəl can"),
    ("kaz", "Қазақстан. Иран, Ілгері, жұлдыз", "Qazaqstan. İran, Ilgerı, jūldyz"),
    ("tuk", "Түркменистан җан, Ене эне яшыл", "Türkmenistan jan, Ýene ene ýaşyl"),
    ("tgk", "Тоҷикистон ҷумҳурии ғазал хуб", "Tojikiston jumhurii ghazal khub"),
]


@pytest.mark.parametrize(("code", "cyrillic", "latin"), SENTENCES)
def test_each_language_has_its_own_latin_letters_and_the_way_back(
    code: str, cyrillic: str, latin: str
) -> None:
    assert transliterate(cyrillic, "Cyrl", "Latn", language=code) == latin
    assert transliterate(latin, "Latn", "Cyrl", language=code) == cyrillic


def test_azerbaijani_is_reversible_and_uzbek_says_that_it_is_not() -> None:
    assert reversible("Cyrl", "Latn", "azj")
    uzbek = reversible("Cyrl", "Latn", "uzn")
    assert uzbek.way_back
    assert any({"ае", "аэ"} == set(merger.sources) for merger in uzbek.mergers)


@given(st.text("абвгғдеәжзиыјкҝлмноөпрстуүфхһчҹшАИЫӘҸ ", max_size=30))
def test_azerbaijani_comes_back(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert (
        transliterate(transliterate(text, "Cyrl", "Latn", language="aze"), "Latn", "Cyrl", language="aze")
        == text
    )
