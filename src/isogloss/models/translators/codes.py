"""How models of translation write languages: their own codes, found among their tokens.

NLLB writes ``swh_Latn``, M2M-100 ``__sw__``, mBART-50 ``sw_KE``, MADLAD-400 ``<2sw>``, OPUS-MT ``>>swh<<``.
codes.tsv holds what these lists call otherwise than we do: family, language, code; facts from the models' own
cards (Costa-jussà et al. 2022, arXiv:2207.04672; Fan et al. 2021, arXiv:2010.11125; Kudugunta et al. 2023,
arXiv:2309.04662).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from isogloss.errors import InputError
from isogloss.languages import Language, chosen

_FORMS: Final = {
    "nllb": re.compile(r"([a-z]{3}_[A-Z][a-z]{3})"),
    "m2m": re.compile(r"__([a-z]{2,3})__"),
    "mbart": re.compile(r"([a-z]{2}_[A-Z]{2})"),
    "madlad": re.compile(r"<2([A-Za-z]{2,3}(?:_[A-Za-z]+)?)>"),
    "opus": re.compile(r">>([A-Za-z]{2,3}(?:_[A-Za-z]+)?)<<"),
}


@dataclass(frozen=True, slots=True)
class Codes:
    """The languages that a model writes: family, and code -> token."""

    family: str
    tokens: Mapping[str, str]

    @property
    def tells_once(self) -> bool:
        """Whether the target's token stands before what is read, and no other is told."""
        return self.family in ("madlad", "opus")

    def token(self, language: Language) -> str:
        """Return the token of a language; raises InputError that names near ones if there is none."""
        return self.tokens[self.code(language)]

    def code(self, language: Language) -> str:
        """Return the model's own code of a language; raises as ``token`` does."""
        known = _exceptions().get(self.family, {}).get(language.code)
        if known in self.tokens:
            return str(known)
        parsed = {code: Language.known(code) for code in self.tokens}
        found = chosen(language, [one for one in parsed.values() if one is not None])
        if not found:
            listed = ", ".join(sorted(self.tokens)[:8])
            raise InputError(
                f"The model does not write {language}.",
                fix=f"It knows {len(self.tokens)} languages: {listed} ….",
            )
        best = language if language in found else found[0]
        return next(code for code, one in parsed.items() if one == best)


def codes_of(vocabulary: Iterable[str]) -> Codes | None:
    """Return the codes among a model's tokens, of the family with the most; None where there are none."""
    found: dict[str, dict[str, str]] = {family: {} for family in _FORMS}
    for token in vocabulary:
        for family, form in _FORMS.items():
            match = form.fullmatch(token)
            if match is not None and Language.known(match[1]) is not None:
                found[family][match[1]] = token
    family = max(found, key=lambda name: len(found[name]))
    return Codes(family, found[family]) if found[family] else None


@cache
def _exceptions() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    text = files("isogloss.models.translators").joinpath("codes.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        family, language, code = line.split("\t")
        found.setdefault(family, {})[language] = code
    return found
