"""An invented world to train in: English-like words, their translations in four scripts, and a teacher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from isogloss.arrays import Floats2d
from isogloss.languages import Language
from isogloss.training.static.codes import ENGLISH
from isogloss.training.static.corpus import Corpus, Part, build
from isogloss.training.static.sources import Record

LETTERS = {
    Language("swh", "Latn"): "abdeghijklmnorstuwyz",
    Language("rus", "Cyrl"): "абвгдежзиклмнопрстуя",
    Language("amh", "Ethi"): "ሀለሐመሠረሰቀበተነአከወዘየደገጠፈ",
    Language("zho", "Hans"): "的一是不了人我在有他这中大来上国个到说们",
}
WORDS, SENTENCES, DIMS = 160, 240, 144


@dataclass(frozen=True, slots=True)
class WordTeacher:
    """A teacher that knows one random vector for each word and adds them up."""

    name: str = "invented"

    def vectors(self, texts: Sequence[str]) -> Floats2d:
        rows = [sum(self._word(word) for word in text.split()) for text in texts]
        vectors = np.array(rows, np.float32)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    def vocabulary(self) -> list[str]:
        return ["[CLS]", "##ing", "a", "house"]

    def _word(self, word: str) -> Floats2d:
        return np.random.default_rng(list(word.encode())).normal(size=DIMS).astype(np.float32)


def words(letters: str, random: np.random.Generator) -> list[str]:
    """Return distinct invented words of four to six letters."""
    found: dict[str, None] = {}
    while len(found) < WORDS:
        found["".join(random.choice(list(letters), random.integers(4, 7)))] = None
    return list(found)


def world(seed: int = 0) -> tuple[list[Record], list[Record]]:
    """Return lexicon records and sentence records of the invented languages."""
    random = np.random.default_rng(seed)
    english = words("aeiorstlnmpk", random)
    foreign = {language: words(letters, random) for language, letters in LETTERS.items()}
    lexicon = [Record(ENGLISH, word, word) for word in english]
    sentences = []
    for language, own in foreign.items():
        lexicon += [Record(language, a, b) for a, b in zip(own, english, strict=True)]
    for _ in range(SENTENCES):
        chosen = random.integers(0, WORDS, 6)
        text = " ".join(english[place] for place in chosen)
        sentences.append(Record(ENGLISH, text, text))
        for language, own in foreign.items():
            between = "" if language.script == "Hans" else " "
            sentences.append(Record(language, between.join(own[place] for place in chosen), text))
    return lexicon, sentences


def corpus() -> tuple[Corpus, list[Record]]:
    """Return a corpus that holds the lexicon and half of the sentences, and the other half."""
    lexicon, sentences = world()
    half = len(sentences) // 2
    parts = [Part("bitext", sentences[:half], sentences=True), Part("lexicon", lexicon, lexicon=True)]
    return build(parts), sentences[half:]
