from __future__ import annotations

import signal
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


@pytest.mark.parametrize(
    "name", ["ours", "ours:search", "ours:high", "whitespace", r"regex:[\p{L}\p{M}]+", r"re:\S+"]
)
def test_tokenizers_that_lose_nothing(name: str) -> None:
    assert lost([LINE], tokenizer(name, "hin"), "hin").letters.share == 1


def test_the_tokenizer_of_bm25s_loses_vowel_signs() -> None:
    pytest.importorskip("bm25s")
    assert lost(["दुनिया"], tokenizer("bm25s"), "hin").letters.share == 0


@pytest.mark.parametrize(
    "name", ["our", "ours:best", "regex:", "regex:(a", "re:", "re:(a", "hf:", "whitespace:x", ""]
)
def test_a_name_that_stands_for_nothing_is_an_error(name: str) -> None:
    with pytest.raises(InputError):
        tokenizer(name)


def test_a_near_name_is_offered() -> None:
    with pytest.raises(UnknownName, match="bm25s"):
        tokenizer("bm25")


@pytest.mark.parametrize("kind", ["regex", "re"])
def test_a_pattern_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr("isogloss.languages.loss.patterns._PATIENCE_SECONDS", 0.1)
    with pytest.raises(InputError, match="did not finish"):
        lost(["a" * 60 + "!"], tokenizer(rf"{kind}:(?:(a|aa)+)+$"))


def test_what_a_letter_is_differs_between_re_and_regex() -> None:
    kept = {kind: lost(["दुनिया"], tokenizer(rf"{kind}:\w+"), "hin").letters for kind in ("re", "regex")}
    assert {kind: one.kept for kind, one in kept.items()} == {"re": 3, "regex": 6}


def test_the_alarm_of_whoever_calls_is_left_as_it_was() -> None:
    before = signal.getsignal(signal.SIGALRM)
    assert list(tokenizer(r"re:\w+")("a b")) == [(0, 1), (2, 3)]
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


@pytest.mark.parametrize("name", ["hf:/no/such/place", "hf:./nowhere", "hf:a/b/c"])
def test_a_path_that_leads_nowhere_is_told_plainly(name: str) -> None:
    pytest.importorskip("tokenizers")
    with pytest.raises(InputError, match="does not exist"):
        tokenizer(name)


def test_the_forms_of_names_are_listed() -> None:
    with pytest.raises(UnknownName, match=r"re:PATTERN, regex:PATTERN, hf:FOLDER"):
        tokenizer("foo")


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
