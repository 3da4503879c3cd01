r"""Tokenizers that are a pattern: in the syntax of the package ``regex``, or of Python's own ``re``.

The two differ in what they call a word: to ``regex``, as to Unicode, vowel signs and other marks belong to
``\w``; to ``re`` they don't.
"""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NoReturn

import regex

from isogloss.errors import InputError

if TYPE_CHECKING:
    from isogloss.languages.language import Language
    from isogloss.languages.loss.tokenizers import Tokenize

# A line that a pattern has not finished by then never ends in practice.
_PATIENCE_SECONDS: Final = 5.0


def regex_matches(argument: str, language: Language | str | None) -> Tokenize:
    """Return the matches of a pattern, in the syntax of the package ``regex``."""
    del language
    try:
        pattern = regex.compile(_given(argument, "regex", r"[\p{L}\p{M}]+"))
    except regex.error as fault:
        raise _wrong(argument, fault) from None

    def tokenize(line: str) -> Iterator[tuple[int, int]]:
        try:
            for match in pattern.finditer(line, timeout=_PATIENCE_SECONDS):
                if match[0]:
                    yield match.span()
        except TimeoutError:
            raise _endless(argument, line) from None

    return tokenize


def python_matches(argument: str, language: Language | str | None) -> Tokenize:
    """Return the matches of a pattern as Python's own ``re`` finds them.

    It has no way to stop, so an alarm does, where there are any: in the main thread, not on Windows.
    """
    del language
    try:
        pattern = re.compile(_given(argument, "re", r"\w+"))
    except (re.error, RecursionError, OverflowError) as fault:
        raise _wrong(argument, fault) from None

    def tokenize(line: str) -> list[tuple[int, int]]:
        try:
            with _patience(_PATIENCE_SECONDS):
                return [match.span() for match in pattern.finditer(line) if match[0]]
        except TimeoutError:
            raise _endless(argument, line) from None

    return tokenize


@contextmanager
def _patience(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in the block after so many seconds, where a signal can."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, lambda *_: _ring())
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring() -> NoReturn:
    raise TimeoutError


def _given(argument: str, name: str, example: str) -> str:
    if not argument:
        raise InputError(f"The tokenizer {name!r} has no pattern.", fix=f"Give one: {name}:{example}")
    return argument


def _wrong(argument: str, fault: Exception) -> InputError:
    return InputError(f"The pattern {argument!r} is wrong: {str(fault).rstrip('.')}.", fix="Correct it.")


def _endless(argument: str, line: str) -> InputError:
    return InputError(
        f"The pattern {argument!r} did not finish a line of {len(line)} characters in "
        f"{_PATIENCE_SECONDS:.0f} seconds.",
        fix="Repeat nothing inside a repetition: (a+)+ takes for ever.",
    )
