"""``lexicon:FILE``: words and phrases put in place of words and phrases, as a list of translations says.

What it writes is no good prose: word order and inflection stay those of the source. It needs no weights, does
the same on every machine, and is enough to see what words alone carry across.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from isogloss.data.examples import Entry
from isogloss.data.fingerprint import content_digest
from isogloss.data.lexicon import read_lexicon
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.translators.joining import joined
from isogloss.models.translators.lists import list_of_words, lists_at, names_languages
from isogloss.models.translators.phrases import Phrases, covered, phrases_of

_READING: Final = "1"
# So many words without one that the list holds are no chance.
_TELLING: Final = 10

_log = logging.getLogger(__name__)

# Words that no entry holds, and the entries -> a word for each; the word itself where nothing is near.
Unknown = Callable[[Sequence[str], Sequence[Entry]], Sequence[str]]


@dataclass(frozen=True)
class LexiconTranslator:
    """A translator of words by a list. See the module.

    place: the list, ``{source}`` and ``{target}`` standing for codes of languages. unknown: what to write for
    words that the list lacks; None keeps them.
    """

    name: str
    place: str
    unknown: Unknown | None = None

    @property
    def fingerprint(self) -> str:
        """A hash of the list, or of all lists that stand at the place."""
        lists = lists_at(self.place) if names_languages(self.place) else [Path(self.place)]
        content = ",".join(f"{path.name}={content_digest(path)}" for path in lists)
        return hashlib.sha256(f"{_READING}:{self.name.partition(':')[0]}:{content}".encode()).hexdigest()

    def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        """Return each text with known words and phrases translated, the longest phrase first.

        Case is carried over where the target's script has it; words are joined as the target joins them. A
        list of the other direction serves where none of this one stands at the place. That no word of the
        texts stands in the list is logged: it may be one of other languages, or of the other direction.
        Raises InputError if no list for these languages stands at the place.
        """
        entries, phrases = self._words(source, target)
        nearest: dict[str, str] = {}
        if self.unknown is not None:
            lacking = list(
                dict.fromkeys(
                    part.source
                    for text in texts
                    for part in covered(text, phrases, source, target)
                    if part.unknown
                )
            )
            nearest = dict(zip(lacking, self.unknown(lacking, entries), strict=True))
        parts = [covered(text, phrases, source, target, nearest=nearest) for text in texts]
        if sum(map(len, parts)) >= _TELLING and all(part.unknown for own in parts for part in own):
            _log.warning(
                "%s: holds none of the words of %d texts in %s: is it a list from %s to %s?",
                self.place,
                len(texts),
                source,
                source,
                target,
            )
        return [joined(text, own) for text, own in zip(texts, parts, strict=True)]

    def _words(self, source: Language, target: Language) -> tuple[tuple[Entry, ...], Phrases]:
        try:
            return words_of(list_of_words(self.place, source, target), source)
        except InputError as missing:
            if not names_languages(self.place):
                raise
            try:
                other = list_of_words(self.place, target, source)
            except InputError:
                raise missing from None
            return words_of(other, source, inverted=True)


def load(place: str) -> LexiconTranslator:
    """Return the translator whose list stands at ``place``; raises InputError where there is none."""
    return LexiconTranslator(f"lexicon:{place}", _checked(place))


def load_nearest(place: str) -> LexiconTranslator:
    """Return the same with the nearest word of the list, by ``static``, for words that it lacks."""
    from isogloss.models.translators.neighbours import nearest_translations

    return LexiconTranslator(f"lexicon+nearest:{place}", _checked(place), nearest_translations)


def words_of(path: Path, source: Language, *, inverted: bool = False) -> tuple[tuple[Entry, ...], Phrases]:
    """Return the entries of a list and the phrases they make; read once while the file stays unchanged.

    inverted: the list's translations are the words that are known.
    Raises InputError for a file that cannot be read or holds none, BadRow for a row that is no entry.
    """
    try:
        stat = path.stat()
    except OSError:
        return tuple(read_lexicon(path)), Phrases({}, 0)
    return _read(path, source, inverted, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=8)
def _read(
    path: Path, source: Language, inverted: bool, _size: int, _modified: int
) -> tuple[tuple[Entry, ...], Phrases]:
    entries = tuple(read_lexicon(path))
    if inverted:
        entries = tuple(Entry(entry.target, entry.source, entry.weight) for entry in entries)
    if not entries:
        raise InputError(f"{path} holds no translations.", fix="Expected word, tab, translation a line.")
    return entries, phrases_of(entries, source)


def _checked(place: str) -> str:
    if not place:
        raise InputError(
            "The translator lexicon needs a list of words.",
            fix="Write lexicon:FILE, such as lexicon:en_sw.tsv.",
        )
    if not names_languages(place):
        words_of(Path(place), Language("und"))
    return place
