"""The tokenizer inside a GGUF file, as llama.cpp keeps it beside the weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from isogloss.errors import InputError
from isogloss.extras import need
from isogloss.models.tokenizers.files import one_file
from isogloss.models.tokenizers.hf import FastTokenizer, wrapped
from isogloss.models.tokenizers.patterns import PATTERNS

_KEY: Final = "tokenizer.ggml."
_BYTE_TYPE: Final = 6
_UNKNOWN_TYPE: Final = 2
# Which pattern cuts text, by what llama.cpp calls a vocabulary.
_PRE: Final[Mapping[str, str]] = {
    "": "gpt2",
    "default": "gpt2",
    "gpt-2": "gpt2",
    "gpt-4o": "o200k",
    "llama-bpe": "llama3",
    "llama3": "llama3",
    "llama-v3": "llama3",
    "dbrx": "cl100k",
    "smaug-bpe": "llama3",
    "qwen2": "qwen2",
    "deepseek-r1-qwen": "qwen2",
    "stablelm2": "qwen2",
}


def load(argument: str) -> FastTokenizer:
    """Return the tokenizer of a GGUF file: byte-pair encoding (``gpt2``) or SentencePiece (``llama``).

    Raises InputError for a file that is no GGUF or holds another kind, MissingExtra.
    """
    path = one_file("gguf", argument, ("*.gguf",))
    gguf = need("gguf", extra="tokenizers", purpose="A GGUF file")
    need("tokenizers", extra="tokenizers", purpose="A model's tokenizer")
    fields = _fields(gguf, path)
    kind = fields.get("model")
    if kind == "gpt2":
        encoder = _byte_pairs(fields, path)
    elif kind == "llama":
        encoder = _sentence_pieces(fields, path)
    else:
        raise InputError(
            f"{path}: its tokenizer is of the kind {kind!r}, and gpt2 or llama is read.",
            fix="Name the model's own tokenizer.json instead: hf:FOLDER.",
        )
    return wrapped(f"gguf:{argument}", encoder)


def _fields(gguf: Any, path: Path) -> dict[str, Any]:  # noqa: ANN401  an optional package
    try:
        reader = gguf.GGUFReader(path)
        names = [name for name in reader.fields if name.startswith(_KEY)]
        return {name.removeprefix(_KEY): reader.fields[name].contents() for name in names}
    except (ValueError, IndexError, OSError, KeyError) as fault:
        reason = str(fault).splitlines()[0] if str(fault) else type(fault).__name__
        raise InputError(f"{path}: is no GGUF file: {reason}.", fix="Name a file *.gguf.") from None


def _byte_pairs(fields: Mapping[str, Any], path: Path) -> Any:  # noqa: ANN401  an object of an optional package
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers

    pre = str(fields.get("pre", ""))
    if pre not in _PRE:
        raise InputError(
            f"{path}: how it cuts text before its tokens do ({pre!r}) is not known here.",
            fix="Name the model's own tokenizer.json instead: hf:FOLDER.",
        )
    vocabulary = {token: number for number, token in enumerate(fields["tokens"])}
    merges = [tuple(pair.split(" ", 1)) for pair in fields.get("merges", ())]
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    split = pre_tokenizers.Split(Regex(PATTERNS[_PRE[pre]]), behavior="isolated")
    bytes_ = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([split, bytes_])
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def _sentence_pieces(fields: Mapping[str, Any], path: Path) -> Any:  # noqa: ANN401  an object of an optional package
    """Return SentencePiece's byte-pair encoding, whose merges are told by the scores of what they make."""
    from tokenizers import Tokenizer, models, normalizers

    tokens: Sequence[str] = fields["tokens"]
    scores: Sequence[float] = fields.get("scores", ())
    if len(scores) != len(tokens):
        raise InputError(
            f"{path}: {len(tokens):,} tokens have {len(scores):,} scores.", fix="Convert it again."
        )
    kinds: Sequence[int] = fields.get("token_type", ())
    vocabulary = {token: number for number, token in enumerate(tokens)}
    merges = []
    for token in tokens:
        for cut in range(1, len(token)):
            left, right = token[:cut], token[cut:]
            if left in vocabulary and right in vocabulary:
                merges.append((-scores[vocabulary[token]], vocabulary[left], vocabulary[right], left, right))
    merges.sort()
    unknown = [token for token, kind in zip(tokens, kinds, strict=False) if kind == _UNKNOWN_TYPE]
    model = models.BPE(
        vocab=vocabulary,
        merges=[(left, right) for *_, left, right in merges],
        unk_token=unknown[0] if unknown else None,
        fuse_unk=True,
        byte_fallback=_BYTE_TYPE in kinds,
    )
    tokenizer = Tokenizer(model)
    steps: list[Any] = [normalizers.Replace(" ", "▁")]
    if fields.get("add_space_prefix", True):
        steps.insert(0, normalizers.Prepend("▁"))
    tokenizer.normalizer = normalizers.Sequence(steps)
    return tokenizer
