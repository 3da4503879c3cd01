from __future__ import annotations

import pytest

from isogloss.errors import UnknownName
from isogloss.languages import transliterate


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("cyrl", "latn", "Did you mean Cyrl to Latn"),
        ("Cyrl", "Grek", "Cyrl can be written in: Latn"),
        ("cyrl", "Grek", "Cyrl can be written in: Latn"),
        ("Cyr", "Latn", "Did you mean Cyrl"),
        ("Xxxx", "Latn", "There are transliterations from: Arab"),
    ],
)
def test_an_unknown_pair_is_answered_with_what_was_meant(source: str, target: str, said: str) -> None:
    with pytest.raises(UnknownName, match="no transliteration") as raised:
        transliterate("мир", source, target)
    assert said in str(raised.value)
