"""What views make of one example is known to be of one; what is of two is never taken for one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from isogloss.data.examples import Labelled
from isogloss.languages import Language
from isogloss.views.originals import original_of
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
