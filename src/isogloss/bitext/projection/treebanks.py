"""Parts of speech of a treebank, carried to every word of the translations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from isogloss.bitext.projection.translations import Translatable
from isogloss.data.marked import Marked
from isogloss.data.writers.conllu import conllu_lines
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.views.projection.projected import Projected
from isogloss.views.projection.tagging import tokens
from isogloss.views.projection.wordtags import carry_tags

if TYPE_CHECKING:
    from isogloss.bitext.projection.projecting import Approach
    from isogloss.data.readers.conllu import Analysed

_METHOD: Final = "candidates"
_FATES: Final = ("linked", "guessed")


@dataclass(frozen=True, slots=True)
class TreebankFile:
    """Sentences of a CoNLL-U file. tokenized: the translations' words are what stands between blanks."""

    sentences: tuple[Analysed, ...]
    tokenized: bool = False
    beside: tuple[Translatable, ...] = ()

    @property
    def marked(self) -> tuple[Marked, ...]:
        """The sentences, without marks: their words have tags instead."""
        return tuple(
            Marked(one.example.id, one.text, (), one.example.language, one.example.origin)
            for one in self.sentences
        )

    def texts(self) -> Iterator[Translatable]:
        """Yield the sentences as they are written."""
        return (Translatable(one.example.id, one.text) for one in self.sentences)


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: each sentence's projection by id, the file, and how many tags had a link, by tag too."""

    projections: dict[str, Projected]
    content: bytes
    fates: dict[str, int]
    labels: dict[str, dict[str, int]]


def check_method(method: str) -> None:
    """Raise InputError for a method other than the default: parts of speech go by links alone."""
    if method != _METHOD:
        raise InputError(f"Parts of speech are carried by links, not by {method}.", fix="Leave --method out.")


def carry_treebank(
    file: TreebankFile, translations: Mapping[str, str], language: Language, approach: Approach
) -> Made:
    """Return the translations as CoNLL-U, each word with the part of speech of what it is linked to.

    A word without a link gets the tag of its likeliest one, and ``Guessed=Yes``.
    """
    from isogloss.views.projection.evidence import gather, taught

    kept = [one for one in file.sentences if translations.get(one.example.id)]
    pairs = [(one.text, translations[one.example.id]) for one in kept]
    spoken = kept[0].example.language if kept else None
    aligner = taught(approach.chosen_aligner(spoken, language), [*pairs, *approach.training])
    lines: list[str] = []
    labels: dict[str, Counter[str]] = {}
    projections = {}
    for one, evidence in zip(kept, gather(pairs, aligner), strict=True):
        cut = tokens(evidence.target, tokenized=file.tokenized)
        found = carry_tags(one.places, one.example.tags, evidence, cut)
        guessed = frozenset(found.guessed)
        for place, tag in enumerate(found.tags):
            labels.setdefault(tag, Counter(dict.fromkeys(_FATES, 0)))[_FATES[place in guessed]] += 1
        comments = {"sent_id": one.example.id, f"text_{one.example.language.code}": one.text}
        lines += conllu_lines(evidence.target, cut, found.tags, comments=comments, doubtful=guessed)
        source = Marked(one.example.id, one.text, (), one.example.language, one.example.origin)
        projections[one.example.id] = Projected(source, evidence.target, language, ())
    fates = {fate: sum(counts[fate] for counts in labels.values()) for fate in _FATES}
    content = "".join(lines).encode("utf-8", "surrogatepass")
    return Made(
        projections, content, fates, {label: dict(counts) for label, counts in sorted(labels.items())}
    )
