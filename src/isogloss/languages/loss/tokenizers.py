"""Tokenizers by name: ours and others', each a function from a line to its tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from isogloss.errors import InputError, UnknownName
from isogloss.extras import need
from isogloss.languages.loss.fast import fast_tokenizer
from isogloss.languages.loss.placing import Token
from isogloss.table import load, unknown

if TYPE_CHECKING:
    from isogloss.languages.language import Language

Tokenize: TypeAlias = Callable[[str], Iterable[Token]]

# Name -> maker; a maker takes what stands behind the name's colon, and the language of the text.
TOKENIZERS: Final[Mapping[str, str]] = {
    "bm25s": "isogloss.languages.loss.tokenizers:bm25s_words",
    "hf": "isogloss.languages.loss.tokenizers:hf_pieces",
    "ours": "isogloss.languages.loss.tokenizers:our_words",
    "re": "isogloss.languages.loss.patterns:python_matches",
    "regex": "isogloss.languages.loss.patterns:regex_matches",
    "whitespace": "isogloss.languages.loss.tokenizers:between_blanks",
}

# How each is written, for whoever writes it otherwise.
_FORMS: Final = (
    "ours, ours:search, ours:high, bm25s, whitespace, re:PATTERN, regex:PATTERN, hf:FOLDER, hf:NAME"
)


def tokenizer(name: str, language: Language | str | None = None) -> Tokenize:
    """Return the tokenizer that a name stands for, as ``lost`` takes it.

    name: ``ours`` (words), ``ours:search``, ``ours:high`` (search terms), ``bm25s``, ``whitespace``,
    ``re:PATTERN`` (Python's own), ``regex:PATTERN`` (the package's), ``hf:NAME`` or ``hf:FOLDER`` (a folder
    or file with a tokenizer.json).
    Raises UnknownName, InputError for a pattern or a model that can't be used, MissingExtra.
    """
    kind, _, argument = name.partition(":")
    if kind not in TOKENIZERS:
        raise _unknown(name, kind)
    make: Callable[[str, Language | str | None], Tokenize] = load(TOKENIZERS, kind, kind="tokenizer")
    return make(argument, language)


def _unknown(name: str, kind: str) -> UnknownName:
    near = unknown(kind, TOKENIZERS, kind="tokenizer").fix
    offered = f"{near} " if near.startswith("Did") else ""
    return UnknownName(f"There is no tokenizer {name!r}.", fix=f"{offered}Known: {_FORMS}.")


def our_words(argument: str, language: Language | str | None) -> Tokenize:
    """Return our words, or for ``search`` and ``high`` our search terms."""
    from isogloss.languages.segmentation import search_terms, words

    if argument == "":
        return lambda line: words(line, language)
    if argument == "search":
        return lambda line: search_terms(line, language)
    if argument == "high":
        return lambda line: search_terms(line, language, quality="high")
    raise InputError(f"There is no tokenizer 'ours:{argument}'.", fix="Known: ours, ours:search, ours:high.")


def between_blanks(argument: str, language: Language | str | None) -> Tokenize:
    """Return what stands between blanks."""
    del language
    _refuse(argument, "whitespace")
    return str.split


def bm25s_words(argument: str, language: Language | str | None) -> Tokenize:
    """Return the words of bm25s's own tokenizer, its English stop words kept."""
    del language
    _refuse(argument, "bm25s")
    bm25s = need("bm25s", extra="search", purpose="The tokenizer of bm25s")

    def tokenize(line: str) -> list[str]:
        tokens: list[list[str]] = bm25s.tokenize(line, stopwords=[], return_ids=False, show_progress=False)
        return tokens[0]

    return tokenize


def hf_pieces(argument: str, language: Language | str | None) -> Tokenize:
    """Return the pieces of a model's fast tokenizer; what becomes its unknown token counts as thrown away."""
    del language
    model = fast_tokenizer(argument)
    unknown = getattr(model.model, "unk_token", None)

    def tokenize(line: str) -> list[tuple[int, int]]:
        # Lone surrogates are no text to a model; a character of the same width stands in for them.
        encoded = model.encode(line.encode("utf-8", "replace").decode(), add_special_tokens=False)
        pairs = zip(encoded.tokens, encoded.offsets, strict=True)
        return [offsets for token, offsets in pairs if offsets[0] < offsets[1] and token != unknown]

    return tokenize


def _refuse(argument: str, name: str) -> None:
    if argument:
        raise InputError(f"The tokenizer {name!r} takes nothing behind a colon.", fix=f"Write: {name}")
