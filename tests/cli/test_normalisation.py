"""``isogloss languages normalize`` and ``transliterate``, as a user runs them."""

from __future__ import annotations

import io
import sys

import pytest

from tests.cli.command import Command


def given(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


def test_lines_are_written_in_one_spelling(isogloss: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, "क़िताब\n\nＳtraße\n".encode())
    ended = isogloss("languages", "normalize", "--language", "hin", "--steps", "search")
    assert (ended.code, ended.out) == (0, "किताब\n\nstrasse\n")


def test_steps_are_done_in_the_order_given(isogloss: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, "  A \u00a0 b\n".encode())
    assert isogloss("languages", "normalize", "--steps", "case,blanks").out == "a b\n"


def test_lines_are_written_in_another_script(isogloss: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, "Љубав\n\nx\n".encode())
    ended = isogloss("languages", "transliterate", "--from", "Cyrl", "--to", "Latn", "--language", "srp")
    assert (ended.code, ended.out) == (0, "Ljubav\n\nx\n")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("normalize", "--steps", "nfkc"), "compatibility"),
        (("normalize", "--language", "xxxyy"), "xxxyy"),
        (("transliterate", "--from", "cyrl", "--to", "latn"), "Cyrl to Latn"),
    ],
)
def test_what_is_unknown_is_told_in_one_line(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], said: str
) -> None:
    given(monkeypatch, b"x\n")
    ended = isogloss("languages", *command)
    assert ended.code == 2
    assert said in ended.err
