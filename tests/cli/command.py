"""Runs the command line as a user does, in this process."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import pytest

from isogloss.cli.app import main


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code and its two streams."""

    code: int
    out: str
    err: str


class Command:
    """``isogloss`` with arguments."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Ended:
        self._monkeypatch.setattr(sys, "argv", ["isogloss", *map(str, arguments)])
        self._capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        streams = self._capsys.readouterr()
        return Ended(code, streams.out, streams.err)
