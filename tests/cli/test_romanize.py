"""``isogloss languages romanize``, as a user runs it."""

from __future__ import annotations

import io
import sys

import pytest

from tests.cli.command import Command


def given(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


def test_a_line_in_a_line_out(isogloss: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, "Київ\n\nгора\tliczba\n".encode())
    ended = isogloss("languages", "romanize", "--language", "ukr")
    assert (ended.code, ended.out) == (0, "Kyyiv\n\nhora\tliczba\n")


def test_without_a_language_the_usual_reading_is_taken(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(monkeypatch, "гора 山".encode())
    assert isogloss("languages", "romanize").out == "gora 山\n"


@pytest.mark.parametrize(
    ("options", "said"), [(["--language", "xxxyy"], "xxxyy"), (["--romanizer", "urmann"], "uroman")]
)
def test_what_is_unknown_is_told_in_one_line(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch, options: list[str], said: str
) -> None:
    given(monkeypatch, b"x\n")
    ended = isogloss("languages", "romanize", *options)
    assert ended.code == 2
    assert said in ended.err
    assert "Traceback" not in ended.err


def test_other_bytes_than_utf8_are_told_with_their_line(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(monkeypatch, b"a\n\xff\n")
    ended = isogloss("languages", "romanize")
    assert ended.code == 2
    assert ":2:" in ended.err


def test_letters_without_a_reading_are_counted_at_the_end(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(monkeypatch, "山 гора\n山川\n".encode())
    ended = isogloss("languages", "romanize")
    assert ended.out == "山 gora\n山川\n"
    assert "3 letters had no reading" in ended.err
    assert "uroman" in ended.err


def test_nothing_is_said_where_every_letter_has_a_reading(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(monkeypatch, "гора\n".encode())
    assert isogloss("languages", "romanize").err == ""
