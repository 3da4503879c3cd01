"""How a model is asked: what a recipe may say under ``[prompt]``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from isogloss.errors import UnknownLanguage
from isogloss.languages import Language
from isogloss.training.prompting.wording import Wording

Instruction: TypeAlias = Literal["native", "source", "english"]
Answering: TypeAlias = Literal["auto", "likelihood", "letter", "name"]
Normalise: TypeAlias = Literal["auto", "none", "token", "byte"]

MOST_SHOTS: Final = 100


class Prompting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Options of the head ``prompted``.

    cloze: for the head ``pet``, patterns in place of ours, with ``{mask}`` and ``{text}``, or ``{first}`` and
    ``{second}``.
    instruction: the language of the instruction and the labels' names: the example's own (``native``),
    the source's (``source``), or English. shots: solved examples of the training split before the question.
    answer: how one of several options is chosen: the likeliest continuation, a letter that is written, or a
    name that is; by ``auto`` the first where a model on this machine tells likelihoods, else the second.
    normalise: what a likelihood is divided by; by ``auto`` nothing for names of classes, and bytes for texts
    to choose from. most: tokens that are written at the most.
    names: language -> label -> what it is called there. wording: language -> what is to replace parts of our
    wording, or is a language's whole wording.
    translate: whether the model first translates the example to English. translations: language -> texts and
    their translations, shown to it before; ours, where it has any, if none are named.
    """

    instruction: Instruction = "native"
    shots: int = 0
    cloze: tuple[str, ...] = ()
    answer: Answering = "auto"
    normalise: Normalise = "auto"
    most: int = 256
    names: Mapping[str, Mapping[str, str]] = {}
    wording: Mapping[str, Wording] = {}
    translate: bool = False
    translations: Mapping[str, tuple[tuple[str, str], ...]] = {}

    def __post_init__(self) -> None:
        """Refuse what means nothing."""
        if not 0 <= self.shots <= MOST_SHOTS:
            raise ValueError("`shots` must lie between 0 and 100")
        if not 1 <= self.most <= 32_768:
            raise ValueError("`most` must lie between 1 and 32768")
        by_language = {"names": self.names, "wording": self.wording, "translations": self.translations}
        for place, languages in by_language.items():
            for code in languages:
                try:
                    Language.parse(code)
                except UnknownLanguage as fault:
                    raise ValueError(f"`{place}.{code}`: {fault}") from None
