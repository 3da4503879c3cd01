"""How much of a text a lexicon knows is counted by running and by distinct words."""

from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.bitext import lexicon_coverage
from isogloss.bitext.lexicons.folders import coverages
from isogloss.errors import InputError
from tests.data.writing import write


def test_words_count_whatever_their_case_and_phrases_where_they_stand() -> None:
    found = lexicon_coverage(
        ["House", "new york", "the"], ["The house, the 3 dogs", "New York is new"], "eng"
    )
    assert (found.entries, found.tokens, found.types) == (3, 8, 6)
    assert (found.known_tokens, found.known_types) == (5, 4)
    assert found.missed == (("dogs", 1), ("is", 1))


@pytest.mark.parametrize(
    ("language", "entries", "text", "known", "tokens"),
    [
        ("amh", ["ቤት"], "ይህ ቤት ነው", 1, 3),
        ("hin", ["घर", "पानी"], "घर में पानी है", 2, 4),
        ("ara", ["بيت"], "بيت كبير", 1, 2),
    ],
)
def test_every_script_is_counted(
    language: str, entries: list[str], text: str, known: int, tokens: int
) -> None:
    found = lexicon_coverage(entries, [text], language)
    assert (found.known_tokens, found.tokens) == (known, tokens)


def test_counts_of_words_are_tokens() -> None:
    found = lexicon_coverage(["a"], {"A": 5, "b": 3, "7": 100})
    assert (found.tokens, found.types, found.known_tokens, found.missed) == (8, 2, 5, (("b", 3),))


def test_folders_are_matched_by_language(tmp_path: Path) -> None:
    write(tmp_path / "lex" / "en_sw.tsv", "house\tnyumba\n")
    write(tmp_path / "lex" / "en_ha.tsv", "house\tgida\n")
    write(tmp_path / "text" / "news.swa.txt", "nyumba kubwa\n")
    write(tmp_path / "text" / "news.deu.txt", "Haus\n")
    found = coverages(tmp_path / "lex", tmp_path / "text")
    ((one,), unmatched) = (found.languages, found.unmatched)
    assert (one.language, one.known_tokens, one.tokens) == ("swa_Latn", 1, 2)
    assert unmatched == ("en_ha.tsv", "news.deu.txt")


def test_what_does_not_fit_together_is_refused(tmp_path: Path) -> None:
    lexicon, text = write(tmp_path / "a.tsv", "house\tnyumba\n"), write(tmp_path / "b.txt", "nyumba\n")
    (folder := tmp_path / "folder").mkdir()
    for one, other, said in (
        (lexicon, folder, "is a folder, and"),
        (tmp_path / "no.tsv", text, "does not exist"),
        (folder, folder, "No file of"),
        (write(tmp_path / "empty.tsv", ""), text, "holds no entry"),
    ):
        with pytest.raises(InputError, match=said):
            coverages(one, other)
    (found,) = coverages(lexicon, text, side="source").languages
    assert found.known_tokens == 0
