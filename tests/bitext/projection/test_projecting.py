from __future__ import annotations

import pytest

from isogloss.bitext.projection import Approach, project
from isogloss.data.marked import Mark, Marked
from isogloss.errors import InputError, UnknownName
from isogloss.languages import Language
from isogloss.models.aligners.table import load_aligner
from isogloss.models.registry import load_word_encoder
from isogloss.views.projection.table import METHODS

ENGLISH = Language.parse("eng")
TEXT = "The doctor Amina Hassan lives in Mombasa."
SOURCE = Marked("1", TEXT, (Mark("PER", 11, 23), Mark("LOC", 33, 40)), ENGLISH, "x:1")

TRANSLATIONS = {
    "deu": ("Die Ärztin Amina Hassan wohnt in Mombasa.", "Mombasa"),
    "swh": ("Daktari Amina Hassan anaishi Mombasa.", "Mombasa"),
    "rus": ("Врач Амина Хассан живёт в Момбасе.", "Момбасе"),
    "hin": ("डॉक्टर अमीना हसन मोम्बासा में रहती हैं।", "मोम्बासा"),
    "amh": ("ሐኪሟ አሚና ሐሰን ሞምባሳ ውስጥ ይኖራሉ።", "ሞምባሳ"),
}


@pytest.mark.parametrize(("language", "translation", "city"), [(k, *v) for k, v in TRANSLATIONS.items()])
def test_names_arrive_in_every_script(language: str, translation: str, city: str) -> None:
    (projected,) = project([SOURCE], [translation], target=language)
    place = projected.spans[1].place
    assert place is not None
    assert translation[slice(*place)] == city
    assert projected.marked.language == Language.parse(language)
    assert (projected.marked.id, projected.marked.origin) == ("1", "x:1")


@pytest.mark.parametrize("method", [name for name in METHODS if name != "markers"])
@pytest.mark.parametrize("aligner", ["argmax", "combined"])
def test_any_method_with_any_aligner(method: str, aligner: str) -> None:
    approach = Approach(method, load_aligner(aligner, load_word_encoder("static")))
    (projected,) = project([SOURCE], [TRANSLATIONS["deu"][0]], target="de", approach=approach)
    assert [projected.text[mark.start : mark.end] for mark in projected.marked.marks] == [
        "Amina Hassan",
        "Mombasa",
    ]


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(InputError, match="1 texts and 0 translations"):
        project([SOURCE], [], target="de")
    with pytest.raises(UnknownName, match="method of projection"):
        project([SOURCE], ["a"], target="de", approach=Approach("candidate"))
    outside = Marked("1", "ab", (Mark("X", 1, 3),), ENGLISH, "x:1")
    with pytest.raises(InputError, match="x:1: the mark 'X' from 1 to 3 is none"):
        project([outside], ["a"], target="de")
    with pytest.raises(InputError, match="needs a translator"):
        list(project([SOURCE], ["a"], target="de", approach=Approach("markers")))
