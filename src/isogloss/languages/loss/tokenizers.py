"""Tokenizers by name: ours and others', each a function from a line to its tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from isogloss.errors import InputError
from isogloss.extras import need
from isogloss.languages.loss.placing import Token
from isogloss.table import load

if TYPE_CHECKING:
    from isogloss.languages.language import Language

Tokenize: TypeAlias = Callable[[str], Iterable[Token]]

# Name -> maker; a maker takes what stands behind the name's colon, and the language of the text.
TOKENIZERS: Final[Mapping[str, str]] = {
    "bm25s": "isogloss.languages.loss.tokenizers:bm25s_words",
    "hf": "isogloss.languages.loss.tokenizers:hf_pieces",
    "ours": "isogloss.languages.loss.tokenizers:our_words",
    "regex": "isogloss.languages.loss.tokenizers:regex_matches",
    "whitespace": "isogloss.languages.loss.tokenizers:between_blanks",
}

# A line that a pattern has not finished by then never ends in practice.
_PATIENCE_SECONDS: Final = 5.0


def tokenizer(name: str, language: Language | str | None = None) -> Tokenize:
    """Return the tokenizer that a name stands for, as ``lost`` takes it.

    name: ``ours`` (words), ``ours:search``, ``ours:high`` (search terms), ``bm25s``, ``whitespace``,
    ``regex:PATTERN``, ``hf:NAME`` or ``hf:FOLDER`` (a folder or file with a tokenizer.json).
    Raises UnknownName, InputError for a pattern or a model that can't be used, MissingExtra.
    """
    kind, _, argument = name.partition(":")
    make: Callable[[str, Language | str | None], Tokenize] = load(TOKENIZERS, kind, kind="tokenizer")
    return make(argument, language)


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


def regex_matches(argument: str, language: Language | str | None) -> Tokenize:
    """Return the matches of a pattern, in the syntax of the package ``regex``."""
    del language
    import regex

    try:
        pattern = regex.compile(argument)
    except regex.error as fault:
        raise InputError(f"The pattern {argument!r} is wrong: {fault}.", fix="Correct it.") from None
    if not argument:
        raise InputError("The tokenizer 'regex' has no pattern.", fix=r"Give one: regex:[\p{L}\p{M}]+")

    def tokenize(line: str) -> Iterator[tuple[int, int]]:
        try:
            for match in pattern.finditer(line, timeout=_PATIENCE_SECONDS):
                if match[0]:
                    yield match.span()
        except TimeoutError:
            raise InputError(
                f"The pattern {argument!r} did not finish a line of {len(line)} characters in "
                f"{_PATIENCE_SECONDS:.0f} seconds.",
                fix="Repeat nothing inside a repetition: (a+)+ takes for ever.",
            ) from None

    return tokenize


def hf_pieces(argument: str, language: Language | str | None) -> Tokenize:
    """Return the pieces of a model's fast tokenizer; what becomes its unknown token counts as thrown away."""
    del language
    if not argument:
        raise InputError("The tokenizer 'hf' has no model.", fix="Name one: hf:FOLDER or hf:NAME.")
    tokenizers = need("tokenizers", extra="tokenizers", purpose="A model's tokenizer")
    model = _hf_tokenizer(tokenizers.Tokenizer, argument)
    model.no_truncation()
    model.no_padding()
    unknown = getattr(model.model, "unk_token", None)

    def tokenize(line: str) -> list[tuple[int, int]]:
        # Lone surrogates are no text to a model; a character of the same width stands in for them.
        encoded = model.encode(line.encode("utf-8", "replace").decode(), add_special_tokens=False)
        pairs = zip(encoded.tokens, encoded.offsets, strict=True)
        return [offsets for token, offsets in pairs if offsets[0] < offsets[1] and token != unknown]

    return tokenize


def _hf_tokenizer(kind: Any, argument: str) -> Any:  # noqa: ANN401  a class of an optional package
    place = Path(argument).expanduser()
    file = place / "tokenizer.json" if place.is_dir() else place
    try:
        if file.is_file():
            return kind.from_file(str(file))
        if place.exists():
            raise InputError(
                f"{place} holds no tokenizer.json.", fix="Save the model's fast tokenizer there first."
            )
        return kind.from_pretrained(argument)
    except InputError:
        raise
    except Exception as fault:  # tokenizers raises bare Exception for every fault
        reason = str(fault).split("\n")[0]
        raise InputError(
            f"The tokenizer {argument!r} cannot be read: {reason}.",
            fix="Name a folder with a tokenizer.json, or a model on the hub.",
        ) from None


def _refuse(argument: str, name: str) -> None:
    if argument:
        raise InputError(f"The tokenizer {name!r} takes nothing behind a colon.", fix=f"Write: {name}")
