"""Tokenizers of every kind: counts are those of the tokens, and tokens stand where they should."""

from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.errors import InputError, UnknownName
from isogloss.models.language_models import Tokenizer
from isogloss.models.tokenizers.bytelevel import lone_bytes
from isogloss.models.tokenizers.counting import Counting, count
from isogloss.models.tokenizers.table import fingerprint_of, load_tokenizer

KINDS = (
    "bytes",
    "characters",
    "byte_level",
    "word_pieces",
    "sentence_pieces",
    "ranks",
    "gguf_pairs",
    "gguf_pieces",
)
TEXTS = [
    "the cat",
    "",
    "ቋንቋ ለሰዎች",
    "भाषा है",
    "မြန်မာစာ ไทย 日本語",
    "🏳️‍🌈 e\u0301\u200f",
    "lone \ud800 half",
]


@pytest.fixture
def tokenizer(kind: str, request: pytest.FixtureRequest) -> Tokenizer:
    if kind in ("bytes", "characters"):
        return load_tokenizer(kind)
    place: Path = request.getfixturevalue(kind)
    prefix = {
        "byte_level": "hf",
        "word_pieces": "hf",
        "sentence_pieces": "sentencepiece",
        "ranks": "tiktoken",
    }
    return load_tokenizer(f"{prefix.get(kind, 'gguf')}:{place}")


@pytest.fixture(scope="session")
def gguf_pairs(byte_level: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    gguf = pytest.importorskip("gguf")
    import json

    model = json.loads((byte_level / "tokenizer.json").read_text(encoding="utf-8"))["model"]
    file = tmp_path_factory.mktemp("gguf") / "pairs.gguf"
    writer = gguf.GGUFWriter(file, "llama")
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(sorted(model["vocab"], key=model["vocab"].get))
    writer.add_token_merges([" ".join(pair) for pair in model["merges"]])
    _close(writer)
    return file


@pytest.fixture(scope="session")
def gguf_pieces(sentence_pieces: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    gguf = pytest.importorskip("gguf")
    import sentencepiece

    model = sentencepiece.SentencePieceProcessor(model_file=str(sentence_pieces))
    size = range(model.get_piece_size())
    file = tmp_path_factory.mktemp("gguf") / "pieces.gguf"
    writer = gguf.GGUFWriter(file, "llama")
    writer.add_tokenizer_model("llama")
    writer.add_token_list([model.id_to_piece(piece) for piece in size])
    writer.add_token_scores([model.get_score(piece) for piece in size])
    writer.add_token_types([2 if model.is_unknown(p) else 6 if model.is_byte(p) else 1 for p in size])
    _close(writer)
    return file


def _close(writer: object) -> None:
    for step in ("write_header_to_file", "write_kv_data_to_file", "write_tensors_to_file", "close"):
        getattr(writer, step)()


@pytest.mark.parametrize("kind", KINDS)
def test_a_count_is_the_number_of_tokens_and_of_those_that_say_nothing(tokenizer: Tokenizer) -> None:
    assert isinstance(tokenizer, Counting)
    counts, pieces = count(tokenizer, TEXTS), tokenizer.tokenize(TEXTS)
    assert counts.tokens.tolist() == [len(text) for text in pieces]
    lost = [sum(not piece.known for piece in text) for text in pieces]
    assert (counts.unknown + counts.lone).tolist() == lost


@pytest.mark.parametrize("kind", KINDS)
def test_tokens_stand_in_order_within_their_text(tokenizer: Tokenizer) -> None:
    for text, pieces in zip(TEXTS, tokenizer.tokenize(TEXTS), strict=True):
        starts = [piece.start for piece in pieces]
        assert starts == sorted(starts)
        assert all(0 <= piece.start <= piece.end <= len(text) for piece in pieces)
        covered = {place for piece in pieces for place in range(piece.start, piece.end)}
        assert {place for place in range(len(text)) if not text[place].isspace()} <= covered


@pytest.mark.parametrize("kind", ["byte_level", "sentence_pieces", "ranks", "gguf_pairs", "gguf_pieces"])
def test_a_character_that_is_cut_into_bytes_has_lone_tokens_and_no_unknown_one(tokenizer: Tokenizer) -> None:
    counts = count(tokenizer, ["မြန်မာ", "the cat"])
    assert counts.lone.tolist() == [18, 0]
    assert counts.unknown.tolist() == [0, 0]


@pytest.mark.parametrize("kind", ["word_pieces"])
def test_a_script_that_the_vocabulary_lacks_is_unknown(tokenizer: Tokenizer) -> None:
    counts = count(tokenizer, ["ቋንቋ ነው", "the cat"])
    assert counts.unknown.tolist() == [2, 0]


@pytest.mark.parametrize(
    ("kind", "other"), [("gguf_pairs", "hf:{byte_level}"), ("gguf_pieces", "sentencepiece:{sentence_pieces}")]
)
def test_a_gguf_cuts_as_what_it_was_made_of(
    tokenizer: Tokenizer, other: str, byte_level: Path, sentence_pieces: Path
) -> None:
    origin = load_tokenizer(other.format(byte_level=byte_level, sentence_pieces=sentence_pieces))
    texts = ["the cat sat", "a language is lost", "ቋንቋ ለሰዎች ሁሉ", "भाषा है", "မြန်မာစာ"]
    ids = [[[piece.id for piece in text] for text in one.tokenize(texts)] for one in (tokenizer, origin)]
    assert ids[0] == ids[1]


def test_bytes_and_characters_are_what_they_say() -> None:
    text = "ሰላም"
    assert count(load_tokenizer("bytes"), [text]).tokens.tolist() == [9]
    assert count(load_tokenizer("characters"), [text]).tokens.tolist() == [3]
    assert {piece.start for piece in load_tokenizer("bytes").tokenize([text])[0]} == {0, 1, 2}


def test_a_pattern_of_tiktoken_can_be_named(ranks: Path) -> None:
    text = "1234567"
    assert [
        len(load_tokenizer(f"tiktoken:{ranks}#{name}").tokenize([text])[0]) for name in ("gpt2", "cl100k")
    ] == [7, 7]
    with pytest.raises(InputError, match="no pattern 'nonsense'"):
        load_tokenizer(f"tiktoken:{ranks}#nonsense")


def test_lone_bytes_are_those_that_part_a_character() -> None:
    vocabulary = {"the": 0, "<0xE1>": 1, "áĪ": 2, "áĪ°": 3, "<|end|>": 4, "ሰ": 5}
    assert lone_bytes(vocabulary, byte_level=True) == [1, 2]
    assert lone_bytes(vocabulary, byte_level=False) == [1]


def test_a_fingerprint_follows_the_content(byte_level: Path, word_pieces: Path) -> None:
    assert fingerprint_of(f"hf:{byte_level}") == fingerprint_of(f"hf:{byte_level / 'tokenizer.json'}")
    assert fingerprint_of(f"hf:{byte_level}") != fingerprint_of(f"hf:{word_pieces}")


@pytest.mark.parametrize("kind", ["hf", "sentencepiece", "tiktoken", "gguf"])
@pytest.mark.parametrize("content", [b"", b"nonsense\n", b"\x00\xff" * 40, b"GGUF\x03\x00\x00\x00"])
def test_a_file_that_is_none_is_refused_in_one_line(kind: str, content: bytes, tmp_path: Path) -> None:
    pytest.importorskip({"hf": "tokenizers"}.get(kind, kind))
    file = tmp_path / "file"
    file.write_bytes(content)
    with pytest.raises(InputError) as refused:
        load_tokenizer(f"{kind}:{file}")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nonsense", "no tokenizer 'nonsense'"),
        ("bytes:3", "takes nothing behind a colon"),
        ("characters:x", "takes nothing"),
        ("hf", "has no model"),
        ("sentencepiece:", "has no file"),
        ("gguf:/nowhere/at.gguf", "does not exist"),
        ("tiktoken:.", "of \\*.tiktoken"),
    ],
)
def test_a_name_that_is_none_says_why(name: str, said: str) -> None:
    with pytest.raises((InputError, UnknownName), match=said):
        load_tokenizer(name)
