"""Which languages are asked in the words of another is said before anything is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")

from isogloss.data.loading import load_dataset
from isogloss.languages import Language
from isogloss.training.heads.head import Lesson
from isogloss.training.heads.pet import PetHead
from isogloss.transfer import Settings
from isogloss.transfer.planning import plan
from isogloss.transfer.request import Request
from tests import tinymodels

LANGUAGES = ("eng_Latn", "arb_Arab", "bod_Tibt", "dzo_Tibt", "tur_Latn", "yue_Hant")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rows = [f"{pair.west}\t{pair.topic}" for pair in tinymodels.parallel(12, 3)]
    for language in LANGUAGES:
        (tmp_path / "data" / language).mkdir(parents=True)
        for split in ("train", "test"):
            file = tmp_path / "data" / language / f"{split}.tsv"
            file.write_text("\n".join(["text\tlabel", *rows]) + "\n", encoding="utf-8")
    return tmp_path / "data"


def told(data: Path, recipe: str, model: Path, body: str = "") -> list[str]:
    if body:
        file = data.parent / f"{recipe}.toml"
        file.write_text(f'name = "{recipe}"\n{body}\n', encoding="utf-8")
        recipe = str(file)
    settings = Settings()
    request = Request(
        source=("eng",), target="all", model=f"hf:{model}", recipes=(recipe,), settings=settings
    )
    remarks = plan(load_dataset(data), request, data.parent / "run").plan.facts["remarks"]
    return [line for line in remarks if "for want of words" in line]


def test_languages_without_a_wording_are_asked_in_english_and_members_in_their_standard(data: Path) -> None:
    assert told(data, "prompted", tinymodels.decoder_folder()) == [
        "prompted: asked in eng_Latn for want of words of their own: bod_Tibt, dzo_Tibt.",
        "prompted: asked in zho_Hant for want of words of their own: yue_Hant.",
    ]


@pytest.mark.parametrize(
    ("more", "left"),
    [
        ('[prompt]\ninstruction = "english"', []),
        ('[prompt]\ninstruction = "source"', []),
        ("[prompt]\ntranslate = true", []),
        ('[prompt.wording.bod.ask]\nclassification = "འདི་ཅི་རེད།"', ["dzo_Tibt."]),
    ],
    ids=["English is wanted", "the source's are wanted", "the model translates", "a recipe has words"],
)
def test_who_has_the_words_that_are_wanted_borrows_none(data: Path, more: str, left: list[str]) -> None:
    found = told(data, "own", tinymodels.decoder_folder(), f'heads = ["prompted"]\n{more}')
    assert [line.rpartition(": ")[2] for line in found if "in eng_Latn" in line] == left


def test_gaps_are_filled_in_english_where_labels_have_no_words() -> None:
    english, turkish, tibetan = (Language.parse(code) for code in ("eng", "tur", "bod"))
    lesson = Lesson((), ["sports", "health"], task="classification", source=english)
    assert PetHead.spoken(turkish, lesson) == (turkish, turkish)
    assert PetHead.spoken(tibetan, lesson) == (tibetan, english)
    odd = replace(lesson, labels=["blorp", "health"])
    assert PetHead.spoken(turkish, odd) == (turkish, english)


def test_what_asks_nothing_says_nothing(data: Path) -> None:
    assert told(data, "zero-shot", tinymodels.encoder_folder()) == []
