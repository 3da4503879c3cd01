"""A language that nobody has: English sentences whose words are written in letters of our own choice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

WORDS = [
    "airport", "bird", "book", "bread", "car", "cat", "child", "city", "computer", "country",
    "court", "dance", "disease", "doctor", "dog", "election", "farmer", "father", "field", "fire",
    "fish", "football", "forest", "game", "government", "history", "horse", "hospital", "house",
    "king", "language", "law", "letter", "market", "meat", "medicine", "money", "moon", "morning",
    "mother", "mountain", "music", "newspaper", "night", "peace", "police", "president", "prison",
    "queen", "rain", "rice", "river", "road", "school", "science", "ship", "snow", "soldier",
    "song", "star", "student", "sun", "teacher", "team", "telephone", "television", "train",
    "tree", "university", "village", "war", "water", "wind", "winner", "word",
]  # fmt: skip
# Private letters: no encoder has a row for them, and NFKD leaves them alone.
LETTERS = {letter: chr(0xA000 + 7 * place) for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}


def written(text: str) -> str:
    """Return English text in the letters of the invented language, its words unchanged in order."""
    return "".join(LETTERS.get(letter, letter) for letter in text.lower())


def sentences(count: int, seed: int) -> list[str]:
    """Return distinct English sentences of six words, more or less."""
    random = np.random.default_rng(seed)
    return [" ".join(random.choice(WORDS, 6, replace=False)) for _ in range(count)]


@pytest.fixture
def lexicon(tmp_path: Path) -> Path:
    """English first, as most lexicons have it."""
    path = tmp_path / "lexicon.tsv"
    path.write_text("".join(f"{word}\t{written(word)}\n" for word in WORDS), encoding="utf-8")
    return path


@pytest.fixture
def bitext(tmp_path: Path) -> Path:
    """The invented language first."""
    path = tmp_path / "pairs.tsv"
    rows = (f"{written(text)}\t{text}\n" for text in sentences(200, 1))
    path.write_text("".join(rows), encoding="utf-8")
    return path
