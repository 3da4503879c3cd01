from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.data.marked import Mark, Marked
from isogloss.languages import Language
from isogloss.views.projection.consensus import consensus
from isogloss.views.projection.evidence import Evidence
from isogloss.views.projection.projected import Projected, tally
from isogloss.views.projection.table import METHODS, Method, load_method
from tests.views.projection.marking import evidence, marked

SWAHILI = Language.parse("swh")
EMBEDDED = [name for name in METHODS if name != "markers"]

SOURCE = "The Ministry of Health wrote to Amina Hassan."
TARGET = "Wizara ya Afya ilimwandikia Amina Hassan."
LINKS = [(1, 0), (3, 2), (4, 3), (6, 4), (7, 5)]


def texts(projected: Projected) -> list[str | None]:
    return [None if span.place is None else projected.text[slice(*span.place)] for span in projected.spans]


@pytest.fixture(params=EMBEDDED)
def method(request: pytest.FixtureRequest) -> Method:
    return load_method(request.param)


def test_gaps_are_filled_and_names_found(method: Method) -> None:
    source = marked(SOURCE, "Ministry of Health", "Amina Hassan")
    projected = method(source, evidence(SOURCE, TARGET, LINKS), SWAHILI)
    assert texts(projected) == ["Wizara ya Afya", "Amina Hassan"]
    assert [span.fate for span in projected.spans] == ["kept", "kept"]
    assert [mark.label for mark in projected.marked.marks] == ["Ministry of Health", "Amina Hassan"]
    assert tally([projected]) == {"kept": 2, "split": 0, "merged": 0, "lost": 0}


def test_a_mark_without_a_trace_is_lost_and_says_why(method: Method) -> None:
    source = marked(SOURCE, "Health")
    projected = method(source, evidence(SOURCE, "Wizara ilimwandikia.", [(1, 0)]), SWAHILI)
    (span,) = projected.spans
    assert (span.place, span.fate) == (None, "lost")
    assert span.reason


def test_a_copied_name_is_found_without_links(method: Method) -> None:
    source = marked(SOURCE, "Amina Hassan")
    assert texts(method(source, evidence(SOURCE, TARGET, []), SWAHILI)) == ["Amina Hassan"]


def test_two_marks_on_one_word_are_merged(method: Method) -> None:
    text = "Rain and storm came."
    found = evidence(text, "Tufani ilikuja.", [(0, 0), (2, 0), (3, 1)])
    projected = method(marked(text, "Rain", "storm"), found, SWAHILI)
    assert sorted(span.fate for span in projected.spans) == ["kept", "merged"]


def test_nested_marks_may_share_words(method: Method) -> None:
    text = "University of Dar"
    found = evidence(text, "Chuo cha Dar", [(0, 0), (2, 2)])
    projected = method(marked(text, "University of Dar", "Dar"), found, SWAHILI)
    assert texts(projected) == ["Chuo cha Dar", "Dar"]


def test_quotes_and_currency_go_with_what_they_enclose(method: Method) -> None:
    text = 'He sang "Malaika" for $20 (twice).'
    target = "Aliimba „Malaika“ kwa €20 (mara mbili)."
    links = [(1, 0), (2, 1), (4, 3), (5, 5)]
    projected = method(marked(text, '"Malaika"', "$20"), evidence(text, target, links), SWAHILI)
    assert texts(projected) == ["„Malaika“", "€20"]
    projected = method(marked(text, "Malaika"), evidence(text, target, links), SWAHILI)
    assert texts(projected) == ["Malaika"]


def test_a_sign_alone_is_found_as_it_is(method: Method) -> None:
    text = "I am glad 😀 today"
    assert texts(method(marked(text, "😀"), evidence(text, "Leo 😀 ninafurahi", []), SWAHILI)) == ["😀"]


def test_an_emoji_of_several_characters_is_not_cut(method: Method) -> None:
    family = "👩‍👩‍👧"
    text = f"We {family} go"
    projected = method(marked(text, family), evidence(text, f"Sisi {family}", []), SWAHILI)
    assert texts(projected) == [family]


def test_an_empty_side_loses_every_mark(method: Method) -> None:
    projected = method(marked(SOURCE, "Health"), evidence(SOURCE, "", []), SWAHILI)
    assert texts(projected) == [None]


def test_words_far_apart_are_split_and_the_heavier_part_taken() -> None:
    text = "the White House said"
    found = evidence(text, "jengo jeupe lilisema kuwa ni kubwa Ikulu", [(1, 1), (2, 6)])
    (span,) = load_method("align")(marked(text, "White House"), found, SWAHILI).spans
    assert span.fate == "split"
    assert "2 places" in span.reason


def test_many_characters_come_from_one_word() -> None:
    text = "Knightley came"
    found = evidence(text, "奈特利來了", [(0, 0), (0, 1), (0, 2), (1, 3)])
    for name in EMBEDDED:
        assert texts(load_method(name)(marked(text, "Knightley"), found, SWAHILI)) == ["奈特利"], name


def test_names_are_heard_across_scripts() -> None:
    text = "They asked Vladivostok about it"
    found = evidence(text, "उन्होंने व्लादिवोस्तोक से पूछा", [(0, 0), (1, 3), (3, 2)])
    assert texts(load_method("candidates")(marked(text, "Vladivostok"), found, SWAHILI)) == ["व्लादिवोस्तोक"]


def test_most_decide_and_else_what_most_cover() -> None:
    source = marked("a b c d", "b")

    def at(start: int, end: int) -> Projected:
        place = None if start == end else (start, end)
        fate = "lost" if place is None else "kept"
        return _projected(source, "w x y z", place, fate)

    assert texts(consensus([at(0, 1), at(2, 3), at(2, 3)])) == ["x"]
    assert texts(consensus([at(0, 3), at(2, 5), at(2, 7)])) == ["x y"]
    assert texts(consensus([at(0, 0), at(0, 0), at(2, 3)])) == [None]


def _projected(source: Marked, text: str, place: tuple[int, int] | None, fate: str) -> Projected:
    from isogloss.views.projection.projected import FATES, Carried

    (known,) = [each for each in FATES if each == fate]
    return Projected(source, text, SWAHILI, (Carried(source.marks[0], place, known, 1.0),))


WORDS = st.sampled_from(
    ["house", "ቤት", "ရေကန်", "น้ำใจ", "سَلام", "ߒߞߏ", "水道", "पानी", "😀", "👩‍👩‍👧", "e\u0301", ",", "“", "”",
     "(", ")", "\ud800", "\u00a0", "Ankara'da", "한국", "3.5", "$", "\u0301", "\r\n", "བོད་", "\u200d"]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=9).flatmap(
    lambda pieces: st.sampled_from([" ".join(pieces), "".join(pieces)])
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Marked, Evidence]:
    source, target = draw(TEXTS), draw(TEXTS)
    marks = []
    for number in range(draw(st.integers(0, 3)) if source else 0):
        start = draw(st.integers(0, len(source) - 1))
        marks.append(Mark(str(number), start, draw(st.integers(start + 1, len(source)))))
    links = draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
    found = evidence(source, target, links, draw(st.sampled_from([0.3, 0.9])))
    return Marked("1", source, tuple(marks), Language.parse("eng"), "x:1"), found


@settings(deadline=None, max_examples=100)
@given(cases(), st.sampled_from(EMBEDDED))
def test_every_place_slices_and_cuts_no_character(case: tuple[Marked, Evidence], name: str) -> None:
    source, found = case
    projected = load_method(name)(source, found, SWAHILI)
    assert [span.mark for span in projected.spans] == list(source.marks)
    edges = {0, *(match.end() for match in regex.finditer(r"\X", found.target))}
    for span in projected.spans:
        assert (span.place is None) == (span.fate in ("lost", "merged"))
        assert 0 <= span.score <= 1
        if span.place is not None:
            start, end = span.place
            assert 0 <= start < end <= len(found.target)
            assert {start, end} <= edges
            assert found.target[start:end].strip()
