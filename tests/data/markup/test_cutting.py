from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isogloss.data.markup import Protection, Term, cut, cut_fine

MARKS = st.sampled_from(
    [
        "`",
        "```\n",
        "$",
        "$$",
        "\\(",
        "\\)",
        "{",
        "}",
        "{{",
        "}}",
        "<b>",
        "</b>",
        "<",
        ">",
        "[",
        "](u)",
        "%s",
        "# ",
        "- ",
        "\n",
        "\n\n",
        "| ",
        "http://a.b/c",
        "a@b.co",
        "snake_case",
        "CamelCase",
        "--flag",
        "/usr/bin",
        "12,3",
        "word",
        "नदी",
        "ውሃ",
        "水",
        "น้ำ",
        "مياه",
        "\ud800",
        "\x00",
        "\u200d",
        "&amp;",
        "def f(x):\n",
        "\\begin{a}",
    ]
)
TEXTS = st.lists(MARKS | st.text(max_size=4), max_size=20).map("".join)


def protected(text: str, **options: bool) -> list[str]:
    return [piece.text for piece in cut(text, numbers=options.get("numbers", False)) if piece.kind]


def language(text: str) -> list[str]:
    return [piece.text for piece in cut(text) if not piece.kind]


@given(TEXTS)
def test_the_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(piece.text for piece in cut(text)) == text
    assert "".join(piece.text for piece in cut_fine(text)) == text
    assert all(piece.written == piece.text for piece in cut(text) if piece.kind)


@given(TEXTS)
def test_language_holds_letters_and_no_blank_at_its_ends(text: str) -> None:
    for piece in (*language(text),):
        assert piece == piece.strip()
        assert any(character.isalpha() or not character.isascii() for character in piece)


@pytest.mark.parametrize(
    "span",
    [
        "`x = 1`",
        "``a`b``",
        "$x^2 + y$",
        "$$a = b$$",
        "\\(a+b\\)",
        "\\[a \\le b\\]",
        "https://a.org/x?y=1#z",
        "http://en.wikipedia.org/wiki/A_(b)",
        "www.example.com/a",
        "first.last@mail.example.com",
        "{name}",
        "{0}",
        "{}",
        "{{ user.name }}",
        "{% if x %}",
        "<%= x %>",
        "${HOME}",
        "$(pwd)",
        "$PATH",
        "%s",
        "%d",
        "%1$s",
        "%(name)s",
        "%.2f",
        "%{count}",
        "%@",
        "%%",
        "%PATH%",
        "{n, plural, one {# day} other {# days}}",
        '<a href="x" title="a b">',
        "</a>",
        "<br/>",
        "<!-- a remark -->",
        "&nbsp;",
        "&#x27;",
        "snake_case",
        "get_value()",
        "camelCase",
        "CamelCase",
        "--dry-run",
        "--n=3",
        "-v",
        "/usr/local/bin",
        "./run.sh",
        "../a/b.txt",
        "~/notes.md",
        "C:\\Users\\x",
        "setup.py",
        "os.path.join",
        "f()",
        "v1.2.3",
        "0xFF",
        "#123",
        "@someone",
        "deadbeef42",
        "[MASK]",
        "[12]",
        "[^1]",
        "__init__",
        "<|im_start|>",
        "\\cite{a2020}",
        ":smile:",
        "123e4567-e89b-12d3-a456-426614174000",
        "<script>var a = 'two words';</script>",
        "<code>some code here</code>",
    ],
)
@pytest.mark.parametrize("around", ["see {} here", "नदी {} पानी", "请看 {} 谢谢", "({})", "Fin, {}. New"])
def test_what_programs_read_is_protected_whole(span: str, around: str) -> None:
    before, _, after = around.partition("{}")
    text = f"{before}{span}{after}"
    start = 0
    places = []
    for piece in cut(text):
        if piece.kind:
            places.append((start, start + len(piece.text)))
        start += len(piece.text)
    covered = {place for begin, end in places for place in range(begin, end)}
    assert set(range(len(before), len(before) + len(span))) <= covered


@pytest.mark.parametrize(
    "text",
    [
        "He said: this is fine, isn't it?",
        "and/or he/she",
        "It costs $5 and then $10 more.",
        "A 3rd try, COVID-19.",
        "We met at noon - it rained.",
        "Q & A",
        "50% of all",
        "file(s)",
        "end of line.Next one",
        "U.S. troops",
        "ውሃው ንጹህ ነው።",
        "这条河的水很干净。",
        "น้ำในแม่น้ำสะอาด",
        "हिन्दी में लिखा।",
        "مرحبا، كيف الحال؟",
    ],
)
def test_plain_language_is_left_whole(text: str) -> None:
    assert language(text) == [text]


def test_fences_headings_lists_quotes_and_tables_keep_their_marks() -> None:
    text = "# A title\n\n- one\n2. two\n> three\n\n| four | five |\n|---|:-:|\n\n```py\nx = 'six'\n```\nseven"
    assert language(text) == ["A title", "one", "two", "three", "four", "five", "seven"]


def test_an_unclosed_fence_holds_the_rest_and_other_unclosed_marks_nothing() -> None:
    assert language("one\n```\ntwo three") == ["one"]
    assert language("one ` two") == ["one", "two"]


def test_code_without_a_fence_and_queries_are_protected() -> None:
    text = (
        "Run this:\nimport os\nfor x in y:\n    print(x)\nSELECT name FROM users WHERE id = 3;\nand tell me"
    )
    assert language(text) == ["Run this:", "and tell me"]


def test_numbers_are_protected_where_asked_in_all_digits() -> None:
    assert protected("add 1,234.5 or ३४ or 3rd", numbers=True) == [" ", "1,234.5", " ", " ", "३४", " "]
    assert protected("有3个", numbers=True) == ["3"]


def test_terms_of_a_glossary_are_whole_words_and_the_longest_wins() -> None:
    found = cut(
        "Open Street and OpenStreetMap, Street", Protection((Term("Street"), Term("Open Street", "Barabara")))
    )
    assert [(piece.text, piece.written) for piece in found if piece.kind == "term"] == [
        ("Open Street", "Barabara"),
        ("Street", "Street"),
    ]
    assert [piece.text for piece in cut("我爱北京天安门", Protection((Term("北京"),))) if piece.kind] == [
        "北京"
    ]


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "{",
        "`",
        "a`",
        "<a ",
        "$a ",
        "\\[",
        "[a](",
        "- ",
        "1.",
        "a.a.",
        "x = [\n",
        " ",
        "```\n",
        "<a '",
        "a_",
    ],
)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(length: int) -> float:
        text, best = unit * (length // len(unit)), float("inf")
        for _ in range(3):  # other work on the machine only ever adds to it
            begun = time.process_time()
            cut(text)
            best = min(best, time.process_time() - begun)
        return best

    assert seconds(16_000) < 24 * max(seconds(2_000), 0.004)
