from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.errors import InputError
from isogloss.models import load_model
from isogloss.models.contracts import Coverage, Encoder
from isogloss.models.static.features import features
from isogloss.models.static.model import SHIPPED, StaticEncoder, load
from isogloss.models.static.pieces import PIECE
from isogloss.models.static.quantised import load as load_weights
from tests.models.static.slow import slow_encode
from tests.models.static.texts import AWKWARD, TRANSLATIONS, every_script

MAX_BYTES = 33_554_432


def test_the_shipped_encoder_is_an_encoder_with_coverage(static: StaticEncoder) -> None:
    assert isinstance(static, Encoder)
    assert isinstance(static, Coverage)
    assert static.name == "static"
    assert load_model("static") is static


def test_all_that_the_encoder_needs_fits_into_32_mebibytes() -> None:
    files = [path for path in SHIPPED.parent.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert sum(path.stat().st_size for path in files) <= MAX_BYTES
    assert not [path for path in files if path.suffix in (".pkl", ".npy", ".pt", ".bin")]


def test_vectors_equal_the_slow_reference(static: StaticEncoder) -> None:
    weights = load_weights(SHIPPED / "model.safetensors")
    texts = [*AWKWARD[:16], *(text for _, others in TRANSLATIONS[:2] for text in others.values())]
    vectors, coverage = static.encode(texts), static.coverage(texts)
    for text, vector, share in zip(texts, vectors, coverage, strict=True):
        slow, slow_share = slow_encode(text, weights)
        np.testing.assert_allclose(vector, slow, atol=2e-6)
        assert share == pytest.approx(slow_share)


@settings(deadline=None)
@given(st.lists(every_script, max_size=8))
def test_rows_are_of_unit_length_or_zero_exactly_where_nothing_is_known(texts: list[str]) -> None:
    static = load()
    vectors, coverage = static.encode(texts), static.coverage(texts)
    assert vectors.shape == (len(texts), 128)
    assert vectors.dtype == np.float32
    assert coverage.dtype == np.float64
    assert ((coverage >= 0) & (coverage <= 1)).all()
    lengths = np.linalg.norm(vectors, axis=1)
    np.testing.assert_allclose(lengths[coverage > 0], 1, atol=1e-5)
    assert (vectors[coverage == 0] == 0).all()


@settings(deadline=None)
@given(st.lists(every_script, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_a_vector_depends_on_its_text_alone(texts: list[str], random: object) -> None:
    static = load()
    together = static.encode(texts)
    order = sorted(range(len(texts)), key=lambda _: random.random())  # type: ignore[attr-defined]  # hypothesis' Random
    shuffled = static.encode([texts[place] for place in order])
    assert (together[order] == shuffled).all()
    assert all((static.encode([text])[0] == row).all() for text, row in zip(texts, together, strict=True))


def test_blocks_do_not_show_in_the_vectors(static: StaticEncoder) -> None:
    texts = [
        f"{text} {number}" for number in range(40) for _, others in TRANSLATIONS for text in others.values()
    ]
    texts[300] = " ".join(texts[:400])  # longer than the rows that are summed at a time
    whole = static.encode(texts)
    parts = np.concatenate([static.encode(texts[start : start + 7]) for start in range(0, len(texts), 7)])
    assert (whole == parts).all()


@pytest.mark.parametrize("threads", ["1", "2"])
def test_the_number_of_blas_threads_does_not_show(static: StaticEncoder, threads: str) -> None:
    code = (
        "from isogloss.models import load_model\n"
        "texts = ['The doctor works in the hospital. ' * 50]\n"
        "print(load_model('static').encode(texts).tobytes().hex())"
    )
    environment = os.environ | {"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads}
    command = [sys.executable, "-c", code]
    out = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == static.encode(["The doctor works in the hospital. " * 50]).tobytes().hex()


def test_several_threads_give_what_one_gives(static: StaticEncoder) -> None:
    texts = [text for english, others in TRANSLATIONS for text in (english, *others.values())] * 20
    alone = static.encode(texts)
    with ThreadPoolExecutor(4) as pool:
        for vectors in pool.map(lambda _: static.encode(texts), range(8)):
            assert (vectors == alone).all()


def test_loading_from_several_threads_gives_one_model() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert len(set(map(id, pool.map(lambda _: load(), range(8))))) == 1


@pytest.mark.parametrize("language", list(TRANSLATIONS[0][1]))
def test_translations_lie_nearest_to_their_english(static: StaticEncoder, language: str) -> None:
    english = static.encode([sentence for sentence, _ in TRANSLATIONS])
    other = static.encode([others[language] for _, others in TRANSLATIONS])
    assert (other @ english.T).argmax(axis=1).tolist() == list(range(len(TRANSLATIONS)))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000_000,
        "文" * 300_000,
        "ab " * 300_000,
        "\u0301" * 300_000,
        "x\u0e38\u0e48" * 100_000,
    ],
)
def test_very_long_texts_are_read_in_linear_time(static: StaticEncoder, text: str) -> None:
    start = time.perf_counter()
    vector = static.encode([text])
    assert np.isfinite(vector).all()
    assert time.perf_counter() - start < 60


def test_a_text_in_pieces_is_the_sum_of_its_pieces(static: StaticEncoder) -> None:
    sentence = "The doctor works in the hospital. "
    times = PIECE // len(sentence) + 1
    twice = static.encode([sentence * times * 3])
    once = static.encode([sentence * times])
    assert float((twice * once).sum()) > 0.9999


@pytest.mark.parametrize("wrong", ["one text", b"bytes", 3, None, ["text", None], [b"bytes"], [1.5]])
def test_what_is_no_list_of_texts_is_refused(static: StaticEncoder, wrong: object) -> None:
    with pytest.raises(InputError, match="list"):
        static.encode(wrong)  # type: ignore[arg-type]  # that is the point
    with pytest.raises(InputError, match="list"):
        static.coverage(wrong)  # type: ignore[arg-type]  # that is the point


def test_no_texts_give_no_rows(static: StaticEncoder) -> None:
    assert static.encode([]).shape == (0, 128)
    assert static.coverage([]).shape == (0,)


def test_tuples_and_arrays_of_texts_are_taken(static: StaticEncoder) -> None:
    texts = ["Watoto wanaenda shuleni.", "孩子们去学校。"]
    expected = static.encode(texts)
    assert (static.encode(tuple(texts)) == expected).all()
    assert (static.encode(np.array(texts)) == expected).all()  # type: ignore[arg-type]  # an array iterates like a list


def test_coverage_counts_features_that_own_a_row(static: StaticEncoder) -> None:
    known, unknown = static.coverage(["The government and the people", "ꆈꌠꁱꂷ ꊿꋍꆀ"])
    assert known > 0.7
    assert unknown < 0.2
    assert len(features(["ꆈꌠꁱꂷ"])[0]) > 0


def test_languages_hold_swahili_and_no_region(static: StaticEncoder) -> None:
    written = {str(language) for language in static.languages}
    assert {"swh_Latn", "zho_Hans", "zho_Hant", "amh_Ethi", "eng_Latn", "srp_Cyrl"} <= written
    assert all(language.region is None for language in static.languages)
    assert len(written) > 350


def test_the_fingerprint_follows_the_weights(static: StaticEncoder, tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "copy")
    same = load_model(f"static:{tmp_path / 'copy'}")
    assert same.fingerprint == static.fingerprint
    assert same.name == f"static:{tmp_path / 'copy'}"
    weights = tmp_path / "copy" / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert load_model(f"static:{tmp_path / 'copy'}").fingerprint != static.fingerprint


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"model\.safetensors"):
        load_model(f"static:{tmp_path}")


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "copy")
    (tmp_path / "copy" / "model.safetensors").write_bytes(b"nothing of the kind")
    with pytest.raises(InputError, match="no weights"):
        load_model(f"static:{tmp_path / 'copy'}")
    (tmp_path / "copy" / "card.json").write_text('{"name": 1}')
    with pytest.raises(InputError, match="card"):
        load_model(f"static:{tmp_path / 'copy'}")
