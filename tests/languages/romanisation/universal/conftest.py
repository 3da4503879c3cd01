from __future__ import annotations

from collections.abc import Callable

import pytest

from isogloss.languages.romanisation.universal import UromanRomanizer


@pytest.fixture(scope="session")
def original() -> Callable[[str, str], str | None]:
    """uroman as it comes, without a cache; None where it fails."""
    uroman = pytest.importorskip("uroman").Uroman()

    def romanized(text: str, code: str) -> str | None:
        try:
            return str(uroman.romanize_string(text, lcode=code))
        except (AttributeError, ValueError):
            return None

    return romanized


@pytest.fixture(scope="session")
def ours() -> UromanRomanizer:
    pytest.importorskip("uroman")
    return UromanRomanizer()
