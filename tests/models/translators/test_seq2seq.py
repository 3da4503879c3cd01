from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.translators.selective import SelectiveTranslator
from isogloss.models.translators.table import load_translator

pytest.importorskip("torch")
pytest.importorskip("transformers")

# The model is trained first, which takes minutes where other work runs beside.
pytestmark = pytest.mark.slow

ENGLISH, SWAHILI, HINDI = Language.parse("eng"), Language.parse("swh"), Language.parse("hin")


def test_a_trained_model_translates_into_the_language_it_is_told(tiny_translator: Path) -> None:
    translator = load_translator(f"hf:{tiny_translator}")
    texts = ["water fire.", "house river"]
    assert translator.translate(texts, ENGLISH, SWAHILI) == ["maji moto .", "nyumba mto"]
    assert translator.translate(texts, ENGLISH, HINDI) == ["पानी आग .", "घर नदी"]


def test_texts_of_many_sentences_and_lengths_come_back_in_order_and_whole(tiny_translator: Path) -> None:
    translator = load_translator(f"hf:{tiny_translator}")
    texts = ["moon.\n\ntree house. salt stone wind.", "", "bread", "water. " * 40]
    found = translator.translate(texts, ENGLISH, SWAHILI)
    assert found[:3] == ["mwezi .\n\nmti nyumba . chumvi jiwe upepo .", "", "mkate"]
    assert found[3].count("maji") == 40


def test_a_language_that_the_model_does_not_write_is_refused(tiny_translator: Path) -> None:
    with pytest.raises(InputError, match="does not write yor_Latn"):
        load_translator(f"hf:{tiny_translator}").translate(["water"], ENGLISH, Language.parse("yor"))


def test_macrolanguages_find_the_language_that_is_meant(tiny_translator: Path) -> None:
    translator = load_translator(f"hf:{tiny_translator}")
    assert translator.translate(["water"], ENGLISH, Language.parse("sw")) == ["maji"]


def test_protected_text_reaches_no_model(tiny_translator: Path) -> None:
    selective = SelectiveTranslator(load_translator(f"hf:{tiny_translator}"))
    assert selective.translate(["water `fire` moon {tree}"], ENGLISH, SWAHILI) == ["maji `fire` mwezi {tree}"]


def test_its_fingerprint_is_the_weights_(tiny_translator: Path) -> None:
    first = load_translator(f"hf:{tiny_translator}").fingerprint
    assert first == load_translator(f"hf:{tiny_translator}").fingerprint
    assert int(first, 16)


@pytest.mark.parametrize("place", ["", "/no/such/folder"])
def test_what_is_no_model_is_refused(place: str) -> None:
    with pytest.raises(InputError):
        load_translator(f"hf:{place}")
