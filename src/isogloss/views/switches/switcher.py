"""Words and names of a text switched to other languages.

``words``: any word or phrase that a list holds, as CoSDA-ML does (Qin et al. 2020, arXiv:2006.06402).
``entities``: names only, as EntityCS does (Whitehouse et al. 2022, arXiv:2210.12540).
``leia``: a name stays, and its translation follows in marks, as in LEIA (Yamada and Ri 2024,
arXiv:2402.11485). ``gloss``: a word stays, and its translation follows in brackets, as in Dictionary
Insertion Prompting (Lu et al. 2024, arXiv:2411.01141).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from isogloss.errors import InputError
from isogloss.languages import Language, words
from isogloss.models.translators.joining import Written
from isogloss.models.translators.phrases import covered
from isogloss.table import unknown
from isogloss.views.switches.switched import Swap, Switched, swapped
from isogloss.views.switches.wordlists import WordList, word_lists

Method = Literal["words", "entities", "leia", "gloss"]
TEMPLATES: Final = {
    "words": "{translation}",
    "entities": "{translation}",
    "leia": "{word} <translate>{translation}</translate>",
    "gloss": "{word} ({translation})",
}


@dataclass(frozen=True)
class Switcher:
    """How texts of one language are switched. See the module.

    ratio: how many of a text's words (for ``entities`` and ``leia``: of its names) are switched, where lists
    hold so many. template: what is written, ``{word}`` and ``{translation}`` filled in. lemma: gives the form
    of a word that lists hold, to be tried where they lack the word itself.
    """

    source: Language
    lists: Sequence[WordList]
    ratio: float
    method: Method = "words"
    template: str = "{translation}"
    lemma: Callable[[str], str] | None = None

    def switch(self, text: str, key: str, places: Sequence[tuple[int, int]] | None = None) -> Switched:
        """Return the text switched; the same key (seed and id) makes the same choices.

        places: of the words that may be switched, each as a whole; None cuts the text into words itself.
        """
        draw = random.Random(key)  # noqa: S311  no secret
        candidates = self._candidates(text, places)
        starts = list(candidates)
        count = len(words(text)) if places is None else len(places)
        of_what = len(starts) if self.method in ("entities", "leia") else count
        wanted = int(self.ratio * of_what + draw.random())
        draw.shuffle(starts)
        swaps: list[Swap] = []
        taken = 0
        for place in starts:
            if taken >= wanted:
                break
            weights, parts = zip(*candidates[place], strict=True)
            language, part = draw.choices(parts, weights)[0]
            if any(part.start < swap.end and swap.start < part.end for swap in swaps):
                continue
            swaps.append(Swap(part.start, part.end, self._written(part), language))
            taken += len(words(part.source)) if self.method in ("words", "gloss") and places is None else 1
        swaps.sort()
        return Switched(swapped(text, swaps), tuple(swaps), count, len(candidates))

    def _candidates(
        self, text: str, places: Sequence[tuple[int, int]] | None
    ) -> dict[int, list[tuple[float, tuple[Language, Written]]]]:
        """Return what could be written, by the place where it starts: weights, languages, parts."""
        found: dict[int, list[tuple[float, tuple[Language, Written]]]] = {}
        for one in self.lists:
            for part in self._whole(text, one) if places is None else self._at(text, one, places):
                if one.names is None or part.source in one.names:
                    found.setdefault(part.start, []).append((one.weight, (one.language, part)))
        return found

    def _whole(self, text: str, one: WordList) -> list[Written]:
        """Return what one list can write in a text."""
        lemmas = self._lemmas(text, one)
        parts = covered(text, one.phrases, self.source, one.language, nearest=lemmas)
        return [part for part in parts if not part.unknown or part.source in lemmas]

    def _at(self, text: str, one: WordList, places: Sequence[tuple[int, int]]) -> Iterator[Written]:
        """Yield what one list can write for a whole word at one of the places."""
        for start, end in places:
            parts = self._whole(text[start:end], one)
            if len(parts) == 1 and (parts[0].start, parts[0].end) == (0, end - start):
                yield replace(parts[0], start=start, end=end)

    def _lemmas(self, text: str, one: WordList) -> dict[str, str]:
        if self.lemma is None:
            return {}
        found = {}
        for span in words(text):
            translation = one.phrases.entries.get((self.lemma(span.text),))
            if translation is not None:
                found[span.text] = translation
        return found

    def _written(self, part: Written) -> str:
        return self.template.replace("{word}", part.source).replace("{translation}", part.text)


def switcher(
    source: Language,
    lexicons: Sequence[str],
    *,
    ratio: float = 0.3,
    method: str = "words",
    entities: str = "",
    template: str = "",
    lemmatizer: str = "",
) -> Switcher:
    """Return the switcher of these settings; see ``Switcher`` and ``word_lists``.

    entities: a table of names, which ``entities`` and ``leia`` take in place of lists of words (with lists
    alone, all their entries count as names). lemmatizer: a stemmer of ``isogloss.languages``, such as
    ``simplemma``. Raises UnknownName, InputError, UnknownLanguage, MissingExtra.
    """
    if method not in TEMPLATES:
        raise unknown(method, TEMPLATES, kind="way to switch")
    if not 0 <= ratio <= 1:
        raise InputError(f"The ratio {ratio} is not between 0 and 1.", fix="Write for example 0.3.")
    if template and "{translation}" not in template:
        raise InputError(
            f"The template {template!r} holds no {{translation}}.",
            fix=f"Write for example {TEMPLATES['leia']}",
        )
    lemma = None
    if lemmatizer:
        from isogloss.languages.segmentation.stemmers.stemming import stems

        lemma = stems(source, lemmatizer)
    lists = word_lists(lexicons, source, table=entities)
    return Switcher(source, lists, ratio, method, template or TEMPLATES[method], lemma)  # type: ignore[arg-type]  # checked above
