from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.errors import InputError
from isogloss.models.contracts import WordEncoder
from isogloss.models.static.model import StaticEncoder, load
from tests.models.static.texts import AWKWARD, TRANSLATIONS, every_script


def test_the_shipped_encoder_encodes_words(static: StaticEncoder) -> None:
    assert isinstance(static, WordEncoder)


@settings(deadline=None)
@given(st.lists(every_script, max_size=4))
def test_every_span_slices_back_and_has_a_vector(texts: list[str]) -> None:
    for text, found in zip(texts, load().encode_words(texts), strict=True):
        assert found.vectors.shape == (len(found.spans), 128)
        assert found.vectors.dtype == np.float32
        assert all(text[span.start : span.end] == span.text for span in found.spans)


@settings(deadline=None)
@given(st.lists(every_script, max_size=6))
def test_given_words_are_all_kept_and_stand_in_the_words_joined_by_blanks(tokens: list[str]) -> None:
    (found,) = load().encode_words([tokens])
    joined = " ".join(tokens)
    assert [span.text for span in found.spans] == tokens
    assert all(joined[span.start : span.end] == span.text for span in found.spans)


def test_a_word_has_the_vector_of_the_word_alone(static: StaticEncoder) -> None:
    texts = [*AWKWARD, *(text for english, others in TRANSLATIONS for text in (english, *others.values()))]
    for found in static.encode_words(texts):
        alone = static.encode([span.text for span in found.spans])
        assert (found.vectors == alone).all()


def test_texts_and_lists_of_words_may_stand_together(static: StaticEncoder) -> None:
    text, tokens, nothing = static.encode_words(["Watoto wanaenda shuleni.", ["Watoto", "wanaenda", "."], ""])
    assert [span.text for span in text.spans] == ["Watoto", "wanaenda", "shuleni"]
    assert (tokens.vectors[:2] == text.vectors[:2]).all()
    assert not tokens.vectors[2].any()
    assert nothing.spans == ()
    assert nothing.vectors.shape == (0, 128)


@pytest.mark.parametrize(
    ("language", "pairs"),
    [
        ("spa", ("hospital", "escuela", "gobierno", "pescado", "niños")),
        ("deu", ("Krankenhaus", "Schule", "Regierung", "Fisch", "Kinder")),
        ("fra", ("hôpital", "école", "gouvernement", "poisson", "enfants")),
        ("swh", ("hospitali", "shule", "serikali", "samaki", "watoto")),
        ("rus", ("больница", "школа", "правительство", "рыба", "дети")),
        ("ell", ("νοσοκομείο", "σχολείο", "κυβέρνηση", "ψάρι", "παιδιά")),
        ("hin", ("अस्पताल", "स्कूल", "सरकार", "मछली", "बच्चे")),
        ("arb", ("مستشفى", "مدرسة", "حكومة", "سمك", "أطفال")),
        ("zho", ("医院", "学校", "政府", "鱼", "孩子")),
        ("jpn", ("病院", "学校", "政府", "魚", "子供")),
        ("kor", ("병원", "학교", "정부", "생선", "아이들")),
        ("tur", ("hastane", "okul", "hükümet", "balık", "çocuklar")),
        ("amh", ("ሆስፒታል", "ትምህርት", "መንግስት", "ዓሳ", "ልጆች")),
    ],
)
def test_a_common_word_lies_nearest_to_its_english(
    static: StaticEncoder, language: str, pairs: tuple[str, ...]
) -> None:
    english = static.encode_words([["hospital", "school", "government", "fish", "children"]])[0].vectors
    other = static.encode_words([pairs])[0].vectors
    nearest = (other @ english.T).argmax(axis=1)
    assert nearest.tolist() == list(range(5)), language


@pytest.mark.parametrize("wrong", ["one text", b"bytes", 3, None, [None], [b"bytes"], [["word", None]], [3]])
def test_what_is_no_list_of_sentences_is_refused(static: StaticEncoder, wrong: object) -> None:
    with pytest.raises(InputError, match="list"):
        static.encode_words(wrong)  # type: ignore[arg-type]  # that is the point
