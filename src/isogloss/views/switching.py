"""Examples in which words or names stand in other languages; labels, tags and answers keep their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

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
from isogloss.languages.aligned import Aligned
from isogloss.views.originals import MARK
from isogloss.views.switches.switched import Switched
from isogloss.views.switches.switcher import Switcher, switcher
from isogloss.views.switches.wordlists import files_of, stamp_of


class Switch(Struct, frozen=True, forbid_unknown_fields=True):
    """The view ``switch``: code-switched examples.

    lexicon: lists of words, ``FILE``, ``LANGUAGE=FILE`` or ``LANGUAGE:WEIGHT=FILE``. ratio: of words that are
    switched. entities: a table of names. tags: of tagged examples, only words of these tags are switched
    (without ``B-`` and ``I-``). copies: switched copies of each example; keep: whether the example itself
    stays before them.
    """

    lexicon: tuple[str, ...] = ()
    ratio: Annotated[float, Meta(ge=0, le=1)] = 0.3
    method: Literal["words", "entities", "leia", "gloss"] = "words"
    entities: str = ""
    template: str = ""
    lemmatizer: str = ""
    tags: tuple[str, ...] = ()
    copies: Annotated[int, Meta(ge=1, le=100)] = 1
    keep: bool = False

    def __call__(self, examples: Sequence[Example], *, seed: int) -> list[Example]:
        """Return the examples switched; a copy's id ends in ``~1`` and so on where there are several."""
        made: list[Example] = []
        stamps = self._stamps()
        for example in examples:
            if self.keep:
                made.append(example)
            found = _switcher(self, example.language, stamps)
            for copy in range(1, self.copies + 1):
                suffix = f"{MARK}{copy}" if self.keep or self.copies > 1 else ""
                made.append(switched_example(example, found, f"{seed}:{copy}", suffix=suffix, tags=self.tags))
        return made

    def check(self, language: Language) -> None:
        """Raise what ``switcher`` raises where lists of words or names are missing or damaged."""
        _switcher(self, language, self._stamps())

    @property
    def files(self) -> list[Path]:
        """The lists of words and the table of names."""
        return files_of(self.lexicon, table=self.entities)

    def _stamps(self) -> tuple[tuple[int, int], ...]:
        return tuple(map(stamp_of, self.files))


def switched_example(
    example: Example, switcher: Switcher, seed: str, *, suffix: str = "", tags: Sequence[str] = ()
) -> Example:
    """Return an example with words switched; the choices depend on ``seed``, its id and its text.

    An answer is what its place in the context became. A word of a tagged sentence that becomes several
    carries its tag to all of them, ``B-`` to the first only.
    """
    if isinstance(example, Labelled):
        text = switcher.switch(example.text, f"{seed}:{example.id}:{example.text}").text
        return Labelled(example.id + suffix, text, example.label, example.language, example.origin)
    if isinstance(example, Tagged):
        return _tagged(example, switcher, seed, suffix, tags)
    if not isinstance(example, Answerable):
        return _switched_texts(example, switcher, f"{seed}:{example.id}", suffix)
    # Not of the id: all questions of a passage share their context.
    context = switcher.switch(example.context, f"{seed}:{example.context}").aligned
    question = switcher.switch(example.question, f"{seed}:{example.id}:?{example.question}").text
    return Answerable(
        id=example.id + suffix,
        context=context.text,
        question=question,
        answers=tuple(_moved(answer, context) for answer in example.answers),
        language=example.language,
        origin=example.origin,
        question_language=example.question_language,
    )


Several: TypeAlias = Pair | Choice | Similarity | Generation


def _switched_texts(example: Several, switcher: Switcher, seed: str, suffix: str) -> Several:
    def switched(text: str) -> str:
        return switcher.switch(text, f"{seed}:{text}").text

    named = example.id + suffix
    if isinstance(example, Generation):
        return replace(example, id=named, source=switched(example.source))
    if isinstance(example, Pair | Similarity):
        return replace(example, id=named, first=switched(example.first), second=switched(example.second))
    choices = tuple(map(switched, example.choices))
    return replace(example, id=named, premise=switched(example.premise), choices=choices)


def switched_tokens(example: Tagged, switcher: Switcher, seed: str, tags: Sequence[str] = ()) -> Switched:
    """Return the words of a tagged sentence, joined by blanks, switched."""
    text = " ".join(example.tokens)
    wanted = set(tags)
    places = [
        place
        for place, tag in zip(_places(example.tokens), example.tags, strict=True)
        if not wanted or tag.removeprefix("B-").removeprefix("I-") in wanted
    ]
    return switcher.switch(text, f"{seed}:{example.id}:{text}", places)


def _tagged(example: Tagged, switcher: Switcher, seed: str, suffix: str, tags: Sequence[str]) -> Tagged:
    swaps = {swap.start: swap.text for swap in switched_tokens(example, switcher, seed, tags).swaps}
    tokens: list[str] = []
    kept: list[str] = []
    for (start, _), token, tag in zip(_places(example.tokens), example.tokens, example.tags, strict=True):
        said = swaps.get(start, token).split() or [token]
        tokens += said
        kept += [tag, *(f"I-{tag[2:]}" if tag.startswith("B-") else tag for _ in said[1:])]
    return Tagged(example.id + suffix, tuple(tokens), tuple(kept), example.language, example.origin)


def _places(tokens: Sequence[str]) -> list[tuple[int, int]]:
    return [(start, start + len(token)) for start, token in zip(_starts(tokens), tokens, strict=True)]


def _starts(tokens: Sequence[str]) -> list[int]:
    return list(accumulate((len(token) + 1 for token in tokens), initial=0))[: len(tokens)]


def _moved(answer: Answer, context: Aligned) -> Answer:
    start, end = context.forth(answer.start, answer.start + len(answer.text))
    return Answer(context.text[start:end], start)


@lru_cache(maxsize=16)
def _switcher(view: Switch, source: Language, _stamps: tuple[tuple[int, int], ...]) -> Switcher:
    return switcher(
        source,
        view.lexicon,
        ratio=view.ratio,
        method=view.method,
        entities=view.entities,
        template=view.template,
        lemmatizer=view.lemmatizer,
    )
