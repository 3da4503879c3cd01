from __future__ import annotations

import io
import sys

import pytest

from tests.cli.command import Command


def typed(monkeypatch: pytest.MonkeyPatch, text: str | bytes) -> None:
    content = text.encode() if isinstance(text, str) else text
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


@pytest.mark.parametrize(
    ("options", "text", "expected"),
    [
        (["--language", "hin"], "नमस्ते, दुनिया।\n\nHello!", "नमस्ते\tदुनिया\n\nHello\n"),
        ([], "Habari,\tdunia\r\n", "Habari\tdunia\n"),
        (["--language", "en", "--sentences"], "Mr. Fox ran. He hid.\n", "Mr. Fox ran.\tHe hid.\n"),
        (["--sentences"], "One\ttwo. Three\n", "One two.\tThree\n"),
        (["--search"], "HELLO World\n", "hello\tworld\n"),
        (["--search"], "", ""),
    ],
)
def test_a_line_in_is_a_line_out(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch, options: list[str], text: str, expected: str
) -> None:
    typed(monkeypatch, text)
    ended = isogloss("languages", "segment", *options)
    assert (ended.code, ended.out, ended.err) == (0, expected, "")


def test_high_quality_gives_more_terms(isogloss: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = []
    for quality in ("default", "high"):
        typed(monkeypatch, "ภาษาไทยง่ายมาก\n")
        ended = isogloss("languages", "segment", "--language", "tha", "--search", "--quality", quality)
        counts.append(ended.out.count("\t"))
    assert counts[0] < counts[1]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--language", "Swahilli"], "Did you mean"),
        (["--quality", "hihg"], "Did you mean high?"),
        (["--search", "--sentences"], "--segmenter, or --sentences"),
    ],
)
def test_a_wrong_option_is_an_error_of_one_line(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch, options: list[str], said: str
) -> None:
    typed(monkeypatch, "a\n")
    ended = isogloss("languages", "segment", *options)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert said in ended.err


def test_bytes_that_are_no_text_are_named_by_line(isogloss: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, b"good\nb\xffd\n")
    ended = isogloss("languages", "segment")
    assert (ended.code, ended.out) == (2, "good\n")
    assert "standard input:2" in ended.err
    assert ended.err.count("UTF-8") == 1
