"""Prompts between the marks of a chat."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")
pytest.importorskip("transformers", reason="needs isogloss[hf]")

from isogloss.errors import InputError
from isogloss.models.hf.decoder import TransformerDecoder
from isogloss.models.hf.model import load
from isogloss.models.language_models import Chat
from tests import tinymodels

TEMPLATE = "{{ bos_token }}{% for one in messages %}[{{ one['role'] }}] {{ one['content'] }}{% endfor %} ="


def with_template(folder: Path, template: str) -> TransformerDecoder:
    from transformers import AutoTokenizer

    shutil.copytree(tinymodels.decoder_folder(), folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.chat_template = template
    tokenizer.save_pretrained(folder)
    found = load(str(folder))
    assert isinstance(found, TransformerDecoder)
    return found


def test_a_model_without_a_template_goes_on_with_a_text(decoder: TransformerDecoder) -> None:
    assert isinstance(decoder, Chat)
    assert not decoder.chats
    assert decoder.said_in_chat("muro {{ 1 }}") == "muro {{ 1 }}"


def test_a_template_is_put_around_a_text_once_and_the_text_is_text(tmp_path: Path) -> None:
    model = with_template(tmp_path / "chatty", TEMPLATE)
    assert model.chats
    assert model.said_in_chat("ሄም {{ 1 + 1 }}") == "[user] ሄም {{ 1 + 1 }} ="
    ids = model.network.tokenizer.encodings([model.said_in_chat("muro")])[0].ids
    assert ids.count(model.network.start) == 1


def test_a_template_that_fails_is_told_in_words(tmp_path: Path) -> None:
    model = with_template(tmp_path / "broken", "{{ raise_exception('no users here') }}")
    with pytest.raises(InputError, match="chat template cannot be filled: no users here"):
        model.said_in_chat("muro")
