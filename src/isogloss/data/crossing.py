"""Questions in one language to passages in another, of data sets that are parallel by id (XQuAD, MLQA).

Source: Lewis et al. 2020, arXiv:1910.07475, section 5: generalised cross-lingual transfer (G-XLT).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from isogloss.data.dataset import Dataset
from isogloss.data.examples import Answerable
from isogloss.data.fingerprint import combined
from isogloss.data.rejects import Reject
from isogloss.errors import InputError
from isogloss.languages import Language


@dataclass(frozen=True)
class CrossedQuestions:
    """A data set whose split ``split`` asks in all languages of ``asked`` about each passage. A Dataset.

    left_out: how many questions have no counterpart, over all pairs of languages.
    """

    crossed: Dataset
    split: str
    asked: tuple[Language, ...]
    left_out: int = 0

    @property
    def name(self) -> str:
        """What the data set is called."""
        return f"{self.crossed.name}-crossed"

    @property
    def task(self) -> str:
        """Always ``answers``."""
        return self.crossed.task

    @property
    def origin(self) -> str:
        """Where it came from, as the user named it."""
        return self.crossed.origin

    @property
    def licence(self) -> str:
        """Its licence; empty where nothing tells."""
        return self.crossed.licence

    def languages(self, split: str | None = None) -> tuple[Language, ...]:
        """Return the languages of the passages that have ``split`` (or any)."""
        return self.crossed.languages(split)

    def splits(self, language: Language) -> tuple[str, ...]:
        """Return the splits of a language."""
        return self.crossed.splits(language)

    def examples(
        self, split: str, language: Language, *, rejects: list[Reject] | None = None
    ) -> Iterator[Answerable]:
        """Yield the examples in file order; of the crossed split once a language of the questions.

        Ids of the crossed split say in which language is asked: ``id@spa_Latn``.
        """
        own = self.crossed.examples(split, language, rejects=rejects)
        if split != self.split:
            yield from own
            return
        examples = list(own)
        for asked in self.asked:
            questions = _questions(self.crossed, split, asked, strict=rejects is None)
            for example in examples:
                if example.id in questions:
                    yield replace(
                        example,
                        id=f"{example.id}@{asked}",
                        question=questions[example.id],
                        question_language=asked,
                    )

    def fingerprint(self, split: str, language: Language) -> str:
        """Return what changes with the passages, and for the crossed split with any language's questions."""
        own = self.crossed.fingerprint(split, language)
        if split != self.split:
            return own
        return combined(own, *(f"{asked} {self.crossed.fingerprint(split, asked)}" for asked in self.asked))

    def remarks(self) -> Sequence[str]:
        """Return what the data set itself remarks, and in which languages is asked."""
        said = f"questions are asked in {len(self.asked)} languages about every passage"
        if self.left_out:
            said += f"; {self.left_out:,} have no counterpart of their id and are left out"
        return (*self.crossed.remarks(), said)


def crossed(dataset: Dataset, split: str, languages: Sequence[Language]) -> CrossedQuestions:
    """Return the data set with the questions of ``split`` asked in each of ``languages`` about all passages.

    Raises InputError if its examples are no questions, or two languages have no id in common.
    """
    if dataset.task != "answers":
        raise InputError(
            f"{dataset.origin} holds {dataset.task}, and only questions to passages are crossed.",
            fix="Leave --cross-questions out.",
        )
    ids = {language: set(_questions(dataset, split, language, strict=False)) for language in languages}
    left_out = 0
    for one in languages:
        for other in languages:
            if not ids[one] & ids[other]:
                raise InputError(
                    f"{dataset.origin}: no question of {one} has an id of {other}: they are not parallel.",
                    fix="Leave one of them out of --to, or leave --cross-questions out.",
                )
            left_out += len(ids[one] - ids[other])
    return CrossedQuestions(dataset, split, tuple(languages), left_out)


def _questions(dataset: Dataset, split: str, language: Language, *, strict: bool) -> dict[str, str]:
    """Return the questions by id."""
    rejects: list[Reject] | None = None if strict else []
    return {one.id: one.question for one in dataset.examples(split, language, rejects=rejects)}
