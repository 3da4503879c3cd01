from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.errors import InputError, MissingExtra, UnknownName
from isogloss.extras import need
from isogloss.languages import words
from isogloss.languages.segmentation.segmenters import SEGMENTERS, load_segmenter
from isogloss.languages.segmentation.segmenters.cutting import LONGEST_RUN

# The segmenter, a language it serves, the package it needs.
OPTIONAL = [
    ("budoux", "jpn", "budoux"),
    ("budoux", "tha", "budoux"),
    ("budoux", "zho_Hans", "budoux"),
    ("budoux", "yue", "budoux"),
    ("jieba", "zho_Hans", "rjieba"),
    ("khmercut", "khm", "khmercut"),
    ("laonlp", "lao", "laonlp"),
    ("pythainlp", "tha", "pythainlp"),
]
ALPHABET = st.characters() | st.sampled_from(
    "日本語のテキストー々เมื่อวานประชุมនៅក្នុងពិភពລາວໃນຫຼາຍ中国人们abc 1-\u200b\u0301\ud800"
)


def cut(text: str, language: str, segmenter: str) -> list[str]:
    return [span.text for span in words(text, language, segmenter=segmenter)]


@pytest.mark.parametrize(
    ("segmenter", "language", "package", "text", "expected"),
    [
        ("budoux", "jpn", "budoux", "新しい本を読む。", ["新しい", "本", "を", "読む"]),
        ("budoux", "ja", "budoux", "スーパーで買う", ["スーパー", "で", "買う"]),
        ("budoux", "zho_Hans", "budoux", "我们在北京开会", ["我们", "在", "北京", "开会"]),
        ("budoux", "zho_Hant", "budoux", "我們在北京開會", ["我們", "在", "北京", "開會"]),
        ("budoux", "tha", "budoux", "เราประชุมที่นี่", ["เรา", "ประชุม", "ที่", "นี่"]),
        ("jieba", "zho", "rjieba", "我们在北京开会", ["我们", "在", "北京", "开会"]),
        ("khmercut", "km", "khmercut", "ប្រាសាទធំបំផុត", ["ប្រាសាទ", "ធំ", "បំផុត"]),
        ("laonlp", "lo", "laonlp", "ຂ້ອຍມັກພາສາລາວ", ["ຂ້ອຍ", "ມັກ", "ພາສາລາວ"]),
        ("pythainlp", "th", "pythainlp", "เราประชุมที่มหาวิทยาลัย", ["เรา", "ประชุม", "ที่", "มหาวิทยาลัย"]),
    ],
)
def test_a_dictionary_cuts_its_language_into_words(
    segmenter: str, language: str, package: str, text: str, expected: list[str]
) -> None:
    pytest.importorskip(package)
    assert cut(text, language, segmenter) == expected


@pytest.mark.parametrize(("segmenter", "language", "package"), OPTIONAL)
def test_other_scripts_are_cut_as_without_a_dictionary(segmenter: str, language: str, package: str) -> None:
    pytest.importorskip(package)
    assert cut("l'eau 3.14 कर्म्म မြန်မာ", language, segmenter) == ["l'eau", "3.14", "कर्म्म", "မြန်", "မာ"]


@pytest.mark.parametrize(("segmenter", "language", "package"), OPTIONAL)
def test_spans_slice_back_and_cover_the_same_letters(segmenter: str, language: str, package: str) -> None:
    pytest.importorskip(package)

    @settings(deadline=None, max_examples=60)
    @given(st.text(ALPHABET, max_size=60))
    def check(text: str) -> None:
        spans = words(text, language, segmenter=segmenter)
        assert all(text[span.start : span.end] == span.text for span in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        ours = {place for span in words(text) for place in range(span.start, span.end)}
        assert {place for span in spans for place in range(span.start, span.end)} == ours

    check()


@pytest.mark.parametrize(
    ("segmenter", "language", "package", "piece"),
    [
        ("budoux", "jpn", "budoux", "日"),
        ("jieba", "zho", "rjieba", "中国"),
        ("khmercut", "khm", "khmercut", "ក"),
        ("laonlp", "lao", "laonlp", "ນາມາ"),
        ("pythainlp", "tha", "pythainlp", "ก"),
        ("pythainlp", "tha", "pythainlp", "ตากลม"),
    ],
)
def test_a_long_run_without_a_blank_is_cut(segmenter: str, language: str, package: str, piece: str) -> None:
    pytest.importorskip(package)
    text = piece * (60_000 // len(piece))
    assert "".join(cut(text, language, segmenter)) == text


@dataclass(frozen=True)
class Fixed:
    """Cuts as it was told, whatever the run is."""

    answer: Sequence[str]
    name: str = "fixed-1"
    scripts: tuple[str, ...] = ("Thai", "Hira")

    def cut(self, run: str) -> Sequence[str]:
        return self.answer if run else ()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (["น้ำ", "แข็ง"], ["น้ำ", "แข็ง"]),
        (["น", "้ำแข็ง"], ["น้ำแข็ง"]),  # no word begins with a mark
        (["", "น้ำแข็ง", ""], ["น้ำแข็ง"]),
        (["นํ้า", "แข็ง"], ["น้ำ", "แข็", "ง"]),  # normalised: not the text as given
        (["น้ำ"], ["น้ำ", "แข็", "ง"]),
        ([], ["น้ำ", "แข็", "ง"]),
    ],
)
def test_a_segmenter_of_your_own_cannot_break_offsets(answer: list[str], expected: list[str]) -> None:
    assert [span.text for span in words("น้ำแข็ง", "tha", segmenter=Fixed(answer))] == expected


def test_a_segmenter_sees_only_runs_of_its_scripts_in_bounded_parts() -> None:
    seen: list[str] = []

    class Listening:
        name = "listening-1"
        scripts = frozenset(["Hira", "Kana"])

        def cut(self, run: str) -> list[str]:
            seen.append(run)
            return [run]

    text = "abc らーめんテキスト漢字の12 ไทย " + "あ" * (LONGEST_RUN + 5)
    assert [span.text for span in words(text, "jpn", segmenter=Listening())][-1] == "あ" * 5
    assert seen == ["らーめんテキスト", "の", "あ" * LONGEST_RUN, "あ" * 5]


@pytest.mark.parametrize(
    ("segmenter", "language"), [("jieba", "eng"), ("pythainlp", "lao"), ("budoux", None)]
)
def test_a_language_without_a_dictionary_is_refused(segmenter: str, language: str | None) -> None:
    with pytest.raises(InputError, match=f"The segmenter '{segmenter}' cuts .*(not |no language)"):
        words("ข้าว", language, segmenter=segmenter)


def test_an_unknown_segmenter_is_refused() -> None:
    with pytest.raises(UnknownName, match="Did you mean pythainlp"):
        words("ข้าว", "tha", segmenter="pythai")


def test_a_missing_package_names_the_extra() -> None:
    with pytest.raises(MissingExtra, match=r"isogloss\[text\]"):
        need("no_such_segmenter", extra="text", purpose="The segmenter 'x'")


def test_clusters_is_what_words_does_anyway() -> None:
    text = "น้ำแข็ง 日本 abc"
    assert words(text, segmenter=load_segmenter("clusters", None)) == words(text)
    assert "clusters" in SEGMENTERS


def test_nothing_optional_is_loaded_unless_it_is_named() -> None:
    code = (
        "import sys\nfrom isogloss.languages import search_terms, words\n"
        "words('น้ำแข็ง', 'tha'), search_terms('dogs', 'eng', quality='high')\n"
        "optional = {'Stemmer', 'budoux', 'khmercut', 'laonlp', 'pythainlp', 'rjieba', 'simplemma'}\n"
        "print(optional & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
