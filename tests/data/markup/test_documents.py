from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isogloss.data.markup import Field, Piece, cut, document, written

yaml = pytest.importorskip("yaml")

STRINGS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | STRINGS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(STRINGS, inner, max_size=3),
    max_leaves=8,
)


def reversed_document(text: str) -> str:
    out = []
    for part in document(text):
        if isinstance(part, str):
            out.append(part)
        else:
            pieces = [
                piece if piece.kind else Piece(piece.text, "", piece.text[::-1]) for piece in cut(part.text)
            ]
            out.append(written(part, pieces))
    return "".join(out)


def unchanged_document(text: str) -> str:
    out = []
    for part in document(text):
        if isinstance(part, str):
            out.append(part)
        else:
            out.append(written(part, [Piece(one.text, one.kind, one.text) for one in cut(part.text)]))
    return "".join(out)


def shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shape(item) for item in value]
    return "text" if isinstance(value, str) else value


@given(VALUES, st.booleans(), st.sampled_from([None, 2]))
def test_json_keeps_its_keys_types_and_numbers(value: object, ascii_only: bool, indent: int | None) -> None:
    text = json.dumps([value], ensure_ascii=ascii_only, indent=indent)
    assert unchanged_document(text) == text
    assert shape(json.loads(reversed_document(text))) == shape([value])


def test_json_translates_values_but_not_keys_codes_and_technical_ones() -> None:
    text = (
        '{"title": "two words", "id": "a b", "lang": "en", "kind": "data-set", "tags": ["one tag"], "n": 3}'
    )
    assert json.loads(reversed_document(text)) == {
        "title": "sdrow owt", "id": "a b", "lang": "en", "kind": "data-set", "tags": ["gat eno"], "n": 3,
    }  # fmt: skip


def test_escapes_of_protected_parts_stay_as_they_were_written() -> None:
    text = '{"a": "see \\u007bname\\u007d and http:\\/\\/a.b\\/c now"}'
    assert "\\u007bname\\u007d" in reversed_document(text)
    assert "http:\\/\\/a.b\\/c" in reversed_document(text)


@pytest.mark.parametrize(
    "text",
    [
        "title: Hello there\nitems:\n  - first one\n  - second one\n",
        "a_key: 'it''s here'\nother: \"say more\"\n",
        "text: |\n  first line\n  second line\nmore: yes\n",
        "---\nname: a thing\nurl: https://a.b/c\ncount: 3\n",
    ],
)
def test_yaml_keeps_its_keys_and_parses(text: str) -> None:
    assert unchanged_document(text) == text
    assert shape(yaml.safe_load(reversed_document(text))) == shape(yaml.safe_load(text))
    assert reversed_document(text) != text


@pytest.mark.parametrize("said", ["yes: no", "# x", "true", "- a", "a: b", "'", "", "12", "a #b", "{x"])
def test_yaml_is_quoted_where_a_translation_would_read_otherwise(said: str) -> None:
    field = next(part for part in document("name: two words\nmore: other words\n") if isinstance(part, Field))
    out = f"name: {written(field, [Piece('two words', '', said)])}\n"
    assert yaml.safe_load(out) == {"name": said}


@pytest.mark.parametrize(
    "text", ["User: hi\nBot: hello", "Note: this is prose", "one line", "", "[1] See there", "{x"]
)
def test_prose_is_no_document(text: str) -> None:
    assert document(text) == (Field(text, text),)


@pytest.mark.parametrize(
    "query", ["SELECT a FROM b WHERE c = 'two words'", "select count(*) from users", "import os"]
)
def test_a_query_holds_no_language(query: str) -> None:
    assert document(query) == (query,)
