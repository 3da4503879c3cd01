from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.errors import InputError, UnknownName
from isogloss.languages import lost
from isogloss.languages.loss import TOKENIZERS, tokenizer
from isogloss.table import load

LINE = "नमस्ते Dunia, ภาษาไทย"


@pytest.mark.parametrize("name", TOKENIZERS)
def test_every_name_of_the_table_leads_somewhere(name: str) -> None:
    assert callable(load(TOKENIZERS, name, kind="tokenizer"))


@pytest.mark.parametrize("name", ["ours", "ours:search", "ours:high", "whitespace", r"regex:[\p{L}\p{M}]+"])
def test_tokenizers_that_lose_nothing(name: str) -> None:
    assert lost([LINE], tokenizer(name, "hin"), "hin").letters.share == 1


def test_the_tokenizer_of_bm25s_loses_vowel_signs() -> None:
    pytest.importorskip("bm25s")
    assert lost(["दुनिया"], tokenizer("bm25s"), "hin").letters.share == 0


@pytest.mark.parametrize("name", ["our", "ours:best", "regex:", "regex:(a", "hf:", "whitespace:x", ""])
def test_a_name_that_stands_for_nothing_is_an_error(name: str) -> None:
    with pytest.raises(InputError):
        tokenizer(name)


def test_a_near_name_is_offered() -> None:
    with pytest.raises(UnknownName, match="bm25s"):
        tokenizer("bm25")


def test_a_pattern_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("isogloss.languages.loss.tokenizers._PATIENCE_SECONDS", 0.1)
    with pytest.raises(InputError, match="did not finish"):
        lost(["a" * 60 + "!"], tokenizer(r"regex:(?:(a|aa)+)+$"))


def test_a_models_unknown_token_is_thrown_away(tmp_path: Path) -> None:
    tokenizers = pytest.importorskip("tokenizers")
    model = tokenizers.Tokenizer(
        tokenizers.models.WordPiece({"[UNK]": 0, "du": 1, "##nia": 2}, unk_token="[UNK]")  # noqa: S106  no password
    )
    model.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    model.normalizer = tokenizers.normalizers.Lowercase()
    model.save(str(tmp_path / "tokenizer.json"))
    for name in (f"hf:{tmp_path}", f"hf:{tmp_path / 'tokenizer.json'}"):
        found = lost(["Dunia ሰላም \ud800"], tokenizer(name))
        assert (found.letters.total, found.letters.kept) == (8, 5)
        assert (found.tokens, found.words.kept) == (2, 0)


def test_a_folder_without_a_tokenizer_is_an_error_of_one_line(tmp_path: Path) -> None:
    pytest.importorskip("tokenizers")
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(InputError, match="cannot be read"):
        tokenizer(f"hf:{tmp_path}")
    (tmp_path / "tokenizer.json").unlink()
    with pytest.raises(InputError, match=r"no tokenizer\.json"):
        tokenizer(f"hf:{tmp_path}")
