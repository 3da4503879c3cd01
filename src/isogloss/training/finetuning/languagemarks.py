"""The tokens by which an encoder-decoder is told which language it reads, and which it is to write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from isogloss.models.hf.loading import read_tokenizer
from isogloss.models.translators.codes import Codes, codes_of

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

    from isogloss.languages import Language


@dataclass(frozen=True, slots=True)
class Marks:
    """Token ids that stand before what is read, and before what is written."""

    read: tuple[int, ...] = ()
    written: tuple[int, ...] = ()


def marks_of(tokenizer: PreTrainedTokenizerFast, languages: Sequence[Language]) -> dict[Language, Marks]:
    """Return the marks of each language; none at all where the vocabulary marks none.

    Raises InputError for a language that has no mark among those of the others.
    """
    codes = _codes(tokenizer)
    if codes is None:
        return {}
    found = {}
    for language in dict.fromkeys(languages):
        mark = (int(tokenizer.convert_tokens_to_ids(codes.token(language))),)
        found[language] = Marks(mark, () if codes.tells_once else mark)
    return found


def check_languages(folder: Path, languages: Iterable[Language]) -> None:
    """Raise InputError for a language that the model in ``folder`` does not mark though it does others."""
    if (codes := _kept_codes(folder)) is not None:
        for language in dict.fromkeys(languages):
            codes.token(language)


@lru_cache(maxsize=1)
def _kept_codes(folder: Path) -> Codes | None:
    return _codes(read_tokenizer(folder))


def _codes(tokenizer: PreTrainedTokenizerFast) -> Codes | None:
    """Return the codes among a vocabulary; tokens of text that look like one (``en_US``) are none."""
    added = {token.content for token in tokenizer.added_tokens_decoder.values()}
    return codes_of(name for name in tokenizer.get_vocab() if name in added or name.startswith(("<2", ">>")))
