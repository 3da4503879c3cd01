"""The script of a text, and which languages it leaves in question."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from isogloss.languages.identification.contract import Bools2d
from isogloss.languages.language import Language
from isogloss.languages.scripts import compatible, scripts

if TYPE_CHECKING:
    from isogloss.arrays import Bools1d, Ints1d

_UNSEEN: Final = 255
# A twentieth of kana among Han is enough for Japanese, as in isogloss.languages.scripts.
_KANA: Final = 20


class _Known:
    """The script of every character met so far, as an array over all code points."""

    def __init__(self) -> None:
        import numpy as np

        self.names = ["Zyyy"]
        self.of = np.full(0x110000, _UNSEEN, dtype=np.uint8)

    def numbers(self, points: Ints1d) -> Ints1d:
        """Return the number of each code point's script, an index into ``names``; 0 for common ones."""
        import numpy as np

        found = self.of[points]
        for point in np.unique(points[found == _UNSEEN]).tolist():
            self.of[point] = self._number(chr(point))
        return self.of[points].astype(np.int64)

    def _number(self, character: str) -> int:
        # Digits have a script of their own and still tell no language.
        letter = unicodedata.category(character)[0] in "LM"
        name = next(iter(scripts(character)), "Zyyy") if letter else "Zyyy"
        if name not in self.names:
            self.names.append(name)
        return self.names.index(name)


@cache
def _known() -> _Known:
    return _Known()


def scripts_of(texts: Sequence[str]) -> list[str]:
    """Return the script of most of the letters of each text, ``Zyyy`` where there is none.

    ``Jpan`` where kana joins Han; Han alone is ``Hans`` or ``Hant`` by the characters that only one of the
    two uses, ``Hani`` where none is among them.
    """
    import numpy as np

    known = _known()
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)
    rows = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    numbers = known.numbers(points)
    width = len(known.names)
    counts = np.bincount(rows * width + numbers, minlength=len(texts) * width).reshape(len(texts), width)
    counts[:, 0] = 0
    of = {name: counts[:, index] for index, name in enumerate(known.names)}
    zeros = np.zeros(len(texts), dtype=np.int64)
    kana = of.get("Hira", zeros) + of.get("Kana", zeros)
    han = of.get("Hani", zeros)
    most = counts.max(axis=1)
    japanese = (han > 0) & (kana > 0) & (kana * _KANA >= kana + han) & (kana + han >= most)
    # Of two scripts with the same number of letters, the first by name, as in isogloss.languages.scripts.
    order = sorted(range(width), key=known.names.__getitem__)
    first = counts[:, order].argmax(axis=1).tolist()
    names = [known.names[order[at]] if top else "Zyyy" for at, top in zip(first, most.tolist(), strict=True)]
    return [
        "Jpan" if kanji else (_han(text) if name == "Hani" else name)
        for text, name, kanji in zip(texts, names, japanese.tolist(), strict=True)
    ]


def allowed_by_script(of_texts: Sequence[str], languages: tuple[Language, ...]) -> Bools2d:
    """Return which languages may be written in each script, bool[n, k]; nothing in ``Zyyy``."""
    import numpy as np

    return np.stack([_allowed(script, languages) for script in of_texts])


@lru_cache(maxsize=1024)
def _allowed(script: str, languages: tuple[Language, ...]) -> Bools1d:
    import numpy as np

    if script == "Zyyy":
        return np.zeros(len(languages), dtype=np.bool_)
    return np.array([_fits(script, language.script) for language in languages], dtype=np.bool_)


def _fits(script: str, written: str) -> bool:
    """Whether text in a script may be a language written so; kanji alone may be Japanese, Hans or Hant."""
    if script in ("Hans", "Hant") and written == "Jpan":
        return True
    return written != "Zyyy" and compatible(script, written)


def _han(text: str) -> str:
    """Return Hans or Hant by the characters that only one of the two uses, ``Hani`` where neither leads.

    Source: GB 2312 encodes the simplified characters in use, Big5 the traditional ones.
    """
    characters = set(text)
    simplified, traditional = (set(_encodable(characters, name)) for name in ("gb2312", "big5"))
    hans, hant = len(simplified - traditional), len(traditional - simplified)
    if hans == hant:
        return "Hani"
    return "Hans" if hans > hant else "Hant"


def _encodable(characters: set[str], encoding: str) -> str:
    return "".join(characters).encode(encoding, "ignore").decode(encoding)
