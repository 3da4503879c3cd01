from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.errors import InputError, UnknownName
from isogloss.languages import search_terms
from isogloss.languages.segmentation.stemmers import stem

PACKAGES = {"snowball": "Stemmer", "simplemma": "simplemma"}


@pytest.mark.parametrize(
    ("stemmer", "language", "forms"),
    [
        ("snowball", "eng", ["Connected", "connecting", "CONNECTION"]),
        ("snowball", "ell", ["άνθρωπος", "ΆΝΘΡΩΠΟΙ", "ανθρώπου"]),
        ("snowball", "tur", ["kızlar", "KIZLAR", "kız"]),
        ("snowball", "hin", ["लड़कों", "लड़का"]),
        ("snowball", "nob", ["husene", "hus"]),
        ("snowball", "srp_Latn", ["knjigama", "knjige"]),
        ("snowball", "srp_Cyrl", ["књигама", "књиге"]),
        ("simplemma", "deu", ["Häuser", "häuser", "HÄUSERN"]),
        ("simplemma", "deu", ["Straßen", "Straße"]),
        ("simplemma", "arb", ["الكتب", "كتاب"]),
        ("simplemma", "kat", ["კაცები", "კაცი"]),
    ],
)
def test_forms_of_a_word_share_their_stem(stemmer: str, language: str, forms: list[str]) -> None:
    pytest.importorskip(PACKAGES[stemmer])
    assert len({stem(form, language, stemmer) for form in forms}) == 1


@pytest.mark.parametrize("stemmer", PACKAGES)
@pytest.mark.parametrize("language", ["zho", "min", "yor"])
def test_a_language_without_a_stemmer_is_refused(stemmer: str, language: str) -> None:
    pytest.importorskip(PACKAGES[stemmer])
    with pytest.raises(InputError, match=rf"knows .*\bspa\b.*there is none for {language}"):
        stem("x", language, stemmer)


def test_without_a_language_there_is_no_stem() -> None:
    pytest.importorskip("Stemmer")
    with pytest.raises(InputError, match="no language was named"):
        search_terms("x", stemmer="snowball")


def test_an_unknown_stemmer_is_refused() -> None:
    with pytest.raises(UnknownName, match="Did you mean snowball"):
        stem("x", "eng", "snowbal")


class Nothing:
    name = "nothing-1"

    def stem(self, word: str) -> str:
        return word[:0]


def test_a_word_stays_where_nothing_would_be_left() -> None:
    assert stem("Neno", "swh", Nothing()) == "neno"
    assert stem("", "swh", Nothing()) == ""


def test_terms_take_the_stem_and_keep_their_place() -> None:
    pytest.importorskip("Stemmer")
    text = "Running dogs, state-of-the-art 中国"
    terms = search_terms(text, "eng", stemmer="snowball")
    assert [term.term for term in terms] == [
        *("run", "dog"),
        *("state-of-the-art", "state", "of", "the", "art"),
        "中国",
    ]
    assert [term.text for term in terms[:2]] == ["Running", "dogs"]


def test_the_parts_of_words_are_those_of_the_word_itself() -> None:
    pytest.importorskip("Stemmer")
    plain, stemmed = (
        [term.term for term in search_terms("dogs", "eng", quality="high", stemmer=stemmer)]
        for stemmer in (None, "snowball")
    )
    assert (plain[0], stemmed[0]) == ("dogs", "dog")
    assert plain[1:] == stemmed[1:]


@pytest.mark.parametrize(
    ("stemmer", "language"), [("snowball", "arb"), ("snowball", "ell"), ("simplemma", "deu")]
)
def test_any_text_is_stemmed_and_stays_covered(stemmer: str, language: str) -> None:
    pytest.importorskip(PACKAGES[stemmer])

    @settings(deadline=None, max_examples=60)
    @given(st.text(max_size=40))
    def check(text: str) -> None:
        plain, stemmed = search_terms(text, language), search_terms(text, language, stemmer=stemmer)
        assert [(t.start, t.end) for t in stemmed] == [(t.start, t.end) for t in plain]
        assert all(term.term for term in stemmed)

    check()
