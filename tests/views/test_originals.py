"""What views make of one example is known to be of one; what is of two is never taken for one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from isogloss.data.examples import Labelled
from isogloss.languages import Language
from isogloss.views.originals import original_of, same_texts
from isogloss.views.sampling import evened
from isogloss.views.switching import Switch
from isogloss.views.translating import Translated
from tests.views.test_translating import Dictionary

ENGLISH, SWAHILI, HAUSA = (Language.parse(code) for code in ("eng", "swh", "hau"))


def examples(language: Language, count: int) -> list[Labelled]:
    return [Labelled(str(at), "Mary saw Rome", "go", language, f"{language}.tsv:{at}") for at in range(count)]


def test_copies_of_every_view_are_of_one_original(tmp_path: Path) -> None:
    (tmp_path / "words.tsv").write_text("rome\tRoma\n", encoding="utf-8")
    lexicon = (f"swh={tmp_path / 'words.tsv'}",)
    given = [*examples(ENGLISH, 3), *examples(HAUSA, 2)]
    even = [one for group in evened([given[:3], given[3:]], seed=0) for one in group]
    translated = Translated(Dictionary(), SWAHILI, keep=True)(even, seed=0)
    found = Switch(lexicon=lexicon, copies=2, keep=True)(translated, seed=0)
    assert sorted(Counter(map(original_of, found)).values()) == [6, 6, 6, 6, 12]
    assert set(map(original_of, found)) == set(map(original_of, given))


def test_one_id_in_two_languages_is_of_two_originals() -> None:
    (one,), (other,) = examples(SWAHILI, 1), examples(HAUSA, 1)
    assert original_of(one) != original_of(other)


GOLDS = ["go", "eat", "see", "eat", "go", "see"]


def taught(language: Language, ids: list[str], golds: list[str]) -> list[Labelled]:
    return [
        Labelled(name, "x", gold, language, f"{language}.tsv:{line}")
        for line, (name, gold) in enumerate(zip(ids, golds, strict=True), start=2)
    ]


def found(*languages: list[Labelled]) -> dict[str, str]:
    together = [one for own in languages for one in own]
    same = same_texts(together, [one.label for one in together])
    return {origin: first for (origin, _), (first, _) in same.items()}


def rows(language: Language, golds: list[str]) -> list[Labelled]:
    return taught(language, [str(line) for line in range(2, 2 + len(golds))], golds)


def test_rows_of_one_number_whose_golds_agree_are_one_text() -> None:
    three = [rows(one, GOLDS) for one in (ENGLISH, SWAHILI, HAUSA)]
    assert found(*three) == {
        f"{one}.tsv:{line}": f"eng_Latn.tsv:{line}" for one in (SWAHILI, HAUSA) for line in range(2, 8)
    }


def test_a_label_that_was_changed_does_not_part_two_files() -> None:
    changed = [*GOLDS[:-1], "go"]
    assert len(found(rows(ENGLISH, GOLDS), rows(SWAHILI, changed))) == 6


@pytest.mark.parametrize(
    "golds",
    [["see", "go", "eat", "go", "see", "eat"], ["go", "eat", "eat", "go", "see", "see"], ["go"] * 6],
    ids=["none agrees", "some agree, as by chance", "one class alone"],
)
def test_rows_of_two_files_that_have_nothing_to_do_with_each_other_stay_apart(golds: list[str]) -> None:
    assert found(rows(ENGLISH, GOLDS), rows(SWAHILI, golds)) == {}


def test_files_that_are_sorted_by_their_labels_agree_by_that_alone() -> None:
    blocks = [label for label in ("eat", "go", "see") for _ in range(20)]
    assert found(rows(ENGLISH, blocks), rows(SWAHILI, blocks)) == {}
    mixed = [blocks[place * 7 % 60] for place in range(60)]
    assert len(found(rows(ENGLISH, mixed), rows(SWAHILI, mixed))) == 60


def test_golds_that_never_come_again_are_not_sorted() -> None:
    numbers = [str(place) for place in range(30)]
    assert len(found(rows(ENGLISH, numbers), rows(SWAHILI, numbers))) == 30


def test_a_numbering_behind_one_word_is_a_numbering() -> None:
    other = ["see", "go", "eat", "go", "see", "eat"]
    one, two = ([f"train-s{place}" for place in range(6)] for _ in range(2))
    assert found(taught(ENGLISH, one, GOLDS), taught(SWAHILI, two, other)) == {}
    assert len(found(taught(ENGLISH, one, GOLDS), taught(SWAHILI, two, GOLDS))) == 6


def test_ids_that_name_something_need_no_golds_and_no_order() -> None:
    names = ["b7f", "56a", "cc01", "0e2", "9d", "f5"]
    answers = ["jibu", "mji", "mto", "njia", "watu", "siku"]
    west, east = taught(ENGLISH, names, GOLDS), taught(SWAHILI, names[::-1], answers)[1:]
    assert found(west, east) == {f"swh_Latn.tsv:{line}": f"eng_Latn.tsv:{9 - line}" for line in range(3, 8)}


def test_what_one_language_alone_has_is_the_first_of_those_that_follow() -> None:
    west, south, east = (
        [one for one in rows(language, GOLDS) if one.id not in left]
        for language, left in ((ENGLISH, "23"), (SWAHILI, ""), (HAUSA, "7"))
    )
    assert found(west, south, east)["hau_Latn.tsv:2"] == "swh_Latn.tsv:2"
    assert found(west, south, east)["hau_Latn.tsv:4"] == "eng_Latn.tsv:4"


def test_one_language_alone_has_no_translations() -> None:
    twice = [
        *rows(ENGLISH, GOLDS),
        *(replace(one, origin=f"more{one.origin}") for one in rows(ENGLISH, GOLDS)),
    ]
    assert found(twice) == {}
    assert found([]) == {}
