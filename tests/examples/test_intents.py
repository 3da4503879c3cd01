"""The demo data keeps what its README promises."""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Final

import pytest
import regex

INTENTS: Final = Path(__file__).parents[2] / "examples" / "intents"
FILES: Final = sorted(INTENTS.glob("*/*.tsv"))
HEADER: Final = ("id", "text", "intent")
LABELS: Final = {
    "track_order",
    "refund",
    "change_address",
    "reset_password",
    "opening_hours",
    "lost_card",
    "internet_problem",
    "speak_to_agent",
}
LANGUAGES: Final = {
    "amh_Ethi",
    "arb_Arab",
    "ben_Beng",
    "eng_Latn",
    "hin_Deva",
    "kor_Hang",
    "rus_Cyrl",
    "spa_Latn",
    "swh_Latn",
    "tha_Thai",
    "tur_Latn",
    "yor_Latn",
    "zho_Hans",
}
TEXTS_PER_INTENT: Final = {"train": 25, "dev": 5, "test": 5}
LATIN_LOAN_SHARE: Final = 0.25  # "ATM", "Wi-Fi" and "App" stand in texts of any script


def rows(path: Path) -> list[tuple[str, ...]]:
    return [tuple(line.split("\t")) for line in path.read_bytes().decode("utf-8").split("\n")[:-1]]


def texts(path: Path) -> list[str]:
    return [text for _, text, _ in rows(path)[1:]]


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def bare(text: str) -> str:
    """Return the letters and digits of a text, so that case and punctuation hide no duplicate."""
    return regex.sub(r"[^\p{L}\p{M}\p{N}]+", " ", text.casefold()).strip()


def words(text: str) -> set[str]:
    return set(bare(text).split())


every_file = pytest.mark.parametrize("path", FILES, ids=named)


def test_english_trains_and_every_language_tests() -> None:
    expected = {f"{language}/test" for language in LANGUAGES} | {"eng_Latn/train", "eng_Latn/dev"}
    assert {named(path) for path in FILES} == expected


@every_file
def test_file_is_plain_tsv_with_three_columns(path: Path) -> None:
    content = path.read_bytes()
    assert content.endswith(b"\n")
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert rows(path)[0] == HEADER
    assert all(len(row) == len(HEADER) for row in rows(path))


@every_file
def test_every_intent_has_the_promised_number_of_texts(path: Path) -> None:
    counts = Counter(label for _, _, label in rows(path)[1:])
    assert counts == dict.fromkeys(LABELS, TEXTS_PER_INTENT[path.stem])


@every_file
def test_ids_count_up_from_one(path: Path) -> None:
    prefix = f"{path.parent.name[:3]}-{path.stem}"
    ids = [row[0] for row in rows(path)[1:]]
    assert ids == [f"{prefix}-{number:03d}" for number in range(1, len(ids) + 1)]


def test_no_text_occurs_twice_in_any_file_or_split() -> None:
    counts = Counter(bare(text) for path in FILES for text in texts(path))
    assert [text for text, count in counts.items() if count > 1] == []


def test_no_test_or_dev_text_is_a_rewording_of_one_seen_in_training() -> None:
    splits = [texts(INTENTS / "eng_Latn" / f"{split}.tsv") for split in TEXTS_PER_INTENT]
    close = [
        (a, b)
        for left, right in combinations(splits, 2)
        for a in left
        for b in right
        if len(words(a) & words(b)) / len(words(a) | words(b)) > 0.7
    ]
    assert close == []


@every_file
def test_letters_are_in_the_script_of_the_folder(path: Path) -> None:
    script = path.parent.name[4:].replace("Hans", "Hani")
    for text in texts(path):
        letters = regex.findall(r"\p{L}", text)
        foreign = [letter for letter in letters if not regex.match(rf"\p{{Script={script}}}", letter)]
        assert len(foreign) <= LATIN_LOAN_SHARE * len(letters), text


@every_file
def test_text_is_trimmed_and_in_normal_form_c_without_control_characters(path: Path) -> None:
    for text in texts(path):
        assert text == unicodedata.normalize("NFC", text)
        assert text == " ".join(text.split())
        # Cc: control, Cf: invisible format and bidi marks, Co and Cn: not assigned; none belongs here.
        assert not regex.search(r"\p{C}", text), text


def test_yoruba_marks_tone_and_underdot_in_every_text() -> None:
    for text in texts(INTENTS / "yor_Latn" / "test.tsv"):
        decomposed = unicodedata.normalize("NFD", text)
        assert regex.search(r"[\u0300\u0301]", decomposed), text
    assert all(letter in "".join(texts(INTENTS / "yor_Latn" / "test.tsv")) for letter in "ẹọṣẸ")


def test_readme_names_every_intent_and_language() -> None:
    readme = (INTENTS / "README.md").read_text(encoding="utf-8")
    assert [name for name in sorted(LABELS | LANGUAGES) if f"`{name}`" not in readme] == []
    assert "CC0 1.0" in readme
