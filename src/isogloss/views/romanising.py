"""Examples in Latin letters, or in those of another script; labels, tags and answers keep their places.

What a model has not read in one script it may know in another: people write Hindi in Latin letters, and MuRIL
(Khanuja et al. 2021, arXiv:2103.10730) was trained and tested on both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from msgspec import Struct

from isogloss.data.examples import (
    Answer,
    Answerable,
    Choice,
    Example,
    Generation,
    Labelled,
    Pair,
    Similarity,
    Tagged,
)
from isogloss.languages import Language
from isogloss.languages.aligned import Aligned, unchanged

Rewrite: TypeAlias = Callable[[str, Language], Aligned]
_LATIN: Final = "Latn"


class Romanise(Struct, frozen=True, forbid_unknown_fields=True):
    """The view ``romanise``: texts in the letters of another script.

    to: its ISO 15924 code; Latin letters are those of ``romanize``, others those of ``transliterate``, which
    knows fewer pairs. romanizer: a name of the table of romanisers (``builtin`` leaves Han as it is,
    ``uroman`` does not).
    """

    to: str = _LATIN
    romanizer: str = "builtin"

    def __post_init__(self) -> None:
        """Refuse what is no script and no romaniser."""
        from isogloss.languages.romanisation.romanizer import load_romanizer
        from isogloss.languages.scripts import known_scripts

        if self.to not in known_scripts():
            raise ValueError(f"`to` is no script: {self.to!r}; write for example Latn or Deva")
        load_romanizer(self.romanizer)

    def __call__(self, examples: Sequence[Example], *, seed: int) -> list[Example]:  # noqa: ARG002  a view's
        """Return the examples rewritten, each with its id; their language is then written in that script.

        What is in a language of that script stays. Raises UnknownName where no table leads to the script.
        """
        return [rewritten(example, self._rewrite, self.to) for example in examples]

    def check(self, language: Language) -> None:
        """Raise UnknownName where no table leads from the language's script."""
        self._rewrite("", language)

    def _rewrite(self, text: str, language: Language) -> Aligned:
        if language.script == self.to:
            return unchanged(text)
        if self.to == _LATIN:
            from isogloss.languages.romanisation import romanize_aligned

            return romanize_aligned(text, language, romanizer=self.romanizer)
        from isogloss.languages.transliteration import transliterate_aligned

        return transliterate_aligned(text, language.script, self.to, language=language)


def rewritten(example: Example, rewrite: Rewrite, script: str) -> Example:
    """Return the example with its texts rewritten; a text of which nothing would be left stays.

    An answer is what its place in the context became; where nothing of one is left, the whole example stays.
    A word of a tagged sentence stays one word: blanks within it are left out. Of what is to be written
    (``Generation``) the references stay: only what is read changes.
    """
    spoken = example.language
    language = _in_script(spoken, script)

    def written(text: str) -> str:
        return rewrite(text, spoken).text or text

    match example:
        case Labelled():
            return replace(example, text=written(example.text), language=language)
        case Pair() | Similarity():
            first, second = written(example.first), written(example.second)
            return replace(example, first=first, second=second, language=language)
        case Choice():
            choices = tuple(map(written, example.choices))
            return replace(example, premise=written(example.premise), choices=choices, language=language)
        case Tagged():
            tokens = tuple("".join(rewrite(token, spoken).text.split()) or token for token in example.tokens)
            return replace(example, tokens=tokens, language=language)
        case Generation():
            return replace(example, source=written(example.source))
    return _question(example, rewrite, script)


def _question(example: Answerable, rewrite: Rewrite, script: str) -> Answerable:
    context = rewrite(example.context, example.language)
    asked_in = example.question_language
    answers = tuple(_moved(answer, context) for answer in example.answers)
    if not all(answer.text for answer in answers):
        return example
    return replace(
        example,
        context=context.text,
        question=rewrite(example.question, asked_in or example.language).text or example.question,
        answers=answers,
        language=_in_script(example.language, script),
        question_language=_in_script(asked_in, script) if asked_in else None,
    )


def _in_script(language: Language, script: str) -> Language:
    return Language(language.code, script, language.region)


def _moved(answer: Answer, context: Aligned) -> Answer:
    start, end = context.forth(answer.start, answer.start + len(answer.text))
    return Answer(context.text[start:end], start)
