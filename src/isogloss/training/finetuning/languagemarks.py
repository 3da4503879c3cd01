"""The tokens by which an encoder-decoder is told which language it reads, and which it is to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from isogloss.models.translators.codes import codes_of

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

    from isogloss.languages import Language

_BEFORE_THE_SOURCE: Final = ("madlad", "opus")  # families that are told once, before what is read


@dataclass(frozen=True, slots=True)
class Marks:
    """Token ids that stand before what is read, and before what is written."""

    read: tuple[int, ...] = ()
    written: tuple[int, ...] = ()


def marks_of(tokenizer: PreTrainedTokenizerFast, languages: Sequence[Language]) -> dict[Language, Marks]:
    """Return the marks of each language; none at all where the vocabulary marks none.

    Tokens of ordinary text that look like a code (``en_US``) are none. Raises InputError for a language that
    has no mark among those of the others.
    """
    added = {token.content for token in tokenizer.added_tokens_decoder.values()}
    likely = (name for name in tokenizer.get_vocab() if name in added or name.startswith(("<2", ">>")))
    codes = codes_of(likely)
    if codes is None:
        return {}
    found = {}
    for language in dict.fromkeys(languages):
        mark = (int(tokenizer.convert_tokens_to_ids(codes.token(language))),)
        found[language] = Marks(mark, () if codes.family in _BEFORE_THE_SOURCE else mark)
    return found
