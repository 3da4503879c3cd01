"""Character n-grams of a batch beside the obvious loop, and profiles through their file."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.languages import Language
from isogloss.languages.identification.ngrams import BUCKETS_LOG2, ORDERS, _in_words, ngrams
from isogloss.languages.identification.profiles import profiled_scripts, profiles, stored

_WORD = (1 << 64) - 1
_PRIME = 0x9E3779B97F4A7C15


def slow_ngrams(text: str) -> list[int]:
    """Buckets of all grams: each word between blanks, every window that has no blank inside."""
    inside = _in_words()
    kept = [character if inside[min(ord(character), 0x20000)] else " " for character in f" {text.lower()} "]
    line = "".join(
        character for i, character in enumerate(kept) if character != " " or i == 0 or kept[i - 1] != " "
    )
    found = []
    for order in ORDERS:
        for start in range(len(line) - order + 1):
            gram = line[start : start + order]
            if " " not in gram[1:-1] and gram.strip():
                value = 0
                for place, character in enumerate(gram):
                    one = (ord(character) + 1) * _PRIME & _WORD
                    value = one if place == 0 else ((value ^ value >> 29) * _PRIME + one) & _WORD
                found.append(((value ^ value >> 32) * _PRIME & _WORD) >> 64 - BUCKETS_LOG2)
    return found


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(st.one_of(st.sampled_from(" ab'é9ß\nİ"), st.characters()), max_size=12), max_size=5))
def test_a_batch_has_the_grams_of_its_texts(texts: list[str]) -> None:
    found: list[list[int]] = [[] for _ in texts]
    for rows, buckets in ngrams(texts):
        assert (np.diff(rows) >= 0).all()
        for row, bucket in zip(rows.tolist(), buckets.tolist(), strict=True):
            found[row].append(bucket)
    assert found == [slow_ngrams(text) for text in texts]


def test_profiles_come_back_from_their_file() -> None:
    import lzma

    from safetensors.numpy import load

    columns = [
        (Language("swh", "Latn"), np.array([0, 3, 700]), np.array([1.0, 2.0, 3.0]), 1.5),
        (Language("fin", "Latn"), np.array([5, 32767]), np.array([4.0, 0.1]), 2.5),
    ]
    tensors = load(lzma.decompress(stored(columns, "ours")))
    gaps = tensors["gaps"][0].astype(int) + 256 * tensors["gaps"][1].astype(int)
    assert gaps.tolist() == [0, 3, 697, 5, 32762]
    assert tensors["levels"].tolist() == [5, 10, 15, 15, 1]
    assert tensors["sizes"].tolist() == [3, 2]


def test_the_evidence_of_a_text_is_the_sum_of_the_weights_of_its_grams() -> None:
    held = profiles("Cyrl")
    texts = ["Данас су деца отишла у школу", "", "сегодня утром дети"]
    sums, grams = held.evidence(texts)
    for row, text in enumerate(texts):
        buckets = slow_ngrams(text)
        assert grams[row] == len(buckets)
        np.testing.assert_allclose(sums[row], held.weights[buckets].sum(axis=0), rtol=1e-4, atol=1e-4)
    codes = [language.code for language in held.languages]
    assert codes[int(sums[0].argmax())] == "srp"
    assert codes[int(sums[2].argmax())] == "rus"


def test_scripts_that_tell_by_themselves_have_no_profiles() -> None:
    assert {"Latn", "Cyrl", "Arab", "Deva", "Ethi", "Hebr", "Tibt"} <= profiled_scripts()
    assert not profiled_scripts() & {"Thai", "Hang", "Hans", "Zyyy", "Geor"}
