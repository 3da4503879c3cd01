"""A translator that is asked for each text once, however often a data set holds it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from isogloss.bitext.translation.cache import TranslationCache
from isogloss.bitext.translation.record import Translated
from isogloss.languages import Language
from isogloss.models.translators.selective import Selected, SelectiveTranslator

_BLOCK: Final = 64  # texts between two writings to the disk


@dataclass(frozen=True, slots=True)
class Remembering:
    """A Translator that keeps what it was told, and counts in ``found``."""

    translator: SelectiveTranslator
    cache: TranslationCache
    found: Translated

    @property
    def name(self) -> str:
        """The name of the translator that is asked."""
        return self.translator.name

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the translator that is asked."""
        return self.translator.fingerprint

    def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        """Return the translation of each text; only what is not known yet is asked for."""
        known = self.select(texts, source, target)
        return [known[text].text for text in texts]

    def select(self, texts: Iterable[str], source: Language, target: Language) -> dict[str, Selected]:
        """Return each distinct text with its translation and what of it was kept."""
        distinct = list(dict.fromkeys(texts))
        known = {text: selected for text in distinct if (selected := self.cache.get(text)) is not None}
        lacking = [text for text in distinct if text not in known]
        for begin in range(0, len(lacking), _BLOCK):
            block = lacking[begin : begin + _BLOCK]
            fresh = dict(zip(block, self.translator.select(block, source, target), strict=True))
            self.cache.add(fresh)
            known.update(fresh)
        self.found.asked += len(lacking)
        self.found.known += len(distinct) - len(lacking)
        for selected in known.values():
            self.found.pieces += selected.pieces
            self.found.finer += selected.finer
            self.found.kept += selected.kept
        return known
