"""Tokens and where they stand, in every script."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("torch", reason="needs isogloss[hf]")
pytest.importorskip("transformers", reason="needs isogloss[hf]")

from isogloss.models.hf.decoder import TransformerDecoder
from isogloss.models.hf.encoder import TransformerEncoder
from isogloss.models.hf.tokenizer import readable
from isogloss.models.language_models import Tokenizer
from tests.tinymodels import parallel

SCRIPTS = [
    "muro galu",
    "ሄም ቅቂ",
    "孩子们去上学",
    "เด็กๆ ไป",
    "बच्चे स्कूल",
    "ߘߋߣߍ߲",
    "الأطفال",
    "မြန်မာ",
    "👩‍👩‍👧 ok",
]


@pytest.mark.parametrize("text", SCRIPTS)
def test_tokens_of_bytes_stand_at_their_characters(decoder: TransformerDecoder, text: str) -> None:
    pieces = decoder.tokenizer.tokenize([text])[0]
    covered = {place for piece in pieces for place in range(piece.start, piece.end)}
    assert covered >= {place for place, character in enumerate(text) if not character.isspace()}
    for piece in pieces:
        whole = decoder.network.tokenizer.text([piece.id])
        assert piece.known == ("\ufffd" not in whole)
        if piece.known:
            assert text[piece.start : piece.end].strip() == whole.strip()


def test_known_tokens_are_those_of_the_vocabulary(encoder: TransformerEncoder) -> None:
    pieces = encoder.tokenizer.tokenize(["muro 中 ሄም", ""])
    assert "".join(piece.text.removeprefix("##") for piece in pieces[0] if piece.known) == "muroሄም"
    assert [(piece.start, piece.end) for piece in pieces[0] if not piece.known] == [(5, 6)]
    assert pieces[1] == ()
    assert isinstance(encoder.tokenizer, Tokenizer)


def test_what_is_cut_off_for_vectors_is_not_for_tokens(encoder: TransformerEncoder) -> None:
    text = " ".join(pair.west for pair in parallel(30))
    encoder.encode([text])
    pieces = encoder.tokenizer.tokenize([text])[0]
    assert pieces[-1].end == len(text)


@given(st.text(max_size=40))
def test_text_without_surrogates_comes_back_and_places_never_move(text: str) -> None:
    assert len(readable(text)) == len(text)
    readable(text + "\ud800").encode()


def test_a_very_long_text_takes_no_time_by_the_square(encoder: TransformerEncoder) -> None:
    """Sixty thousand tokens are cut in less than a second; token by token it would be minutes."""
    began = process_time()
    pieces = encoder.network.tokenizer.tokenize(["muro galu " * 20_000])[0]
    assert len(pieces) >= 40_000
    assert process_time() - began < 20
