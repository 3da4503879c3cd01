"""The table of detectors, and the optional ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from isogloss.errors import InputError, MissingExtra, UnknownName
from isogloss.languages import Language, detect, detect_many
from isogloss.languages.identification import DETECTORS, Detector, load_detector
from tests.languages.identification.test_detection import NOTHING, SPOKEN
from tests.languages.identification.tiny_fasttext import FILE, model

PACKAGES = {"fasttext": "fasttext", "lingua:low": "lingua", "pycld2": "pycld2"}
NAMES = ["default", "py3langid", "lingua:low", "pycld2", f"fasttext:{FILE}"]


def loaded(name: str) -> Detector:
    package = PACKAGES.get(name.partition(":")[0]) or PACKAGES.get(name)
    if package:
        pytest.importorskip(package)
    return load_detector(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_detector_fits_the_protocol_and_covers_each_language_once(name: str) -> None:
    detector = loaded(name)
    assert isinstance(detector, Detector)
    assert detector.name == name
    assert len(set(detector.languages)) == len(detector.languages) > 0


@pytest.mark.parametrize("name", NAMES)
def test_probabilities_stay_with_what_is_allowed_and_sum_to_one_at_most(name: str) -> None:
    detector = loaded(name)
    texts = [*SPOKEN.values(), *NOTHING]
    allowed = np.zeros((len(texts), len(detector.languages)), dtype=np.bool_)
    allowed[:, ::2] = True
    logs = detector.log_probabilities(texts, allowed)
    assert logs.shape == allowed.shape
    assert np.isneginf(logs[:, 1::2]).all()
    assert (np.exp(logs).sum(axis=1) <= 1 + 1e-6).all()
    assert detector.thresholds(texts).shape == (len(texts),)


@pytest.mark.parametrize("name", ["lingua:low", "pycld2"])
@pytest.mark.parametrize(
    "code", ["deu_Latn", "swh_Latn", "ell_Grek", "hin_Deva", "zho_Hans", "arb_Arab", "srp_Cyrl"]
)
def test_optional_detectors_name_languages_as_the_default_does(name: str, code: str) -> None:
    loaded(name)
    assert str(detect(SPOKEN[code], detector=name).language) == code


@pytest.mark.parametrize("name", NAMES)
def test_no_detector_trips_over_what_is_no_text(name: str) -> None:
    loaded(name)
    odd = [*NOTHING, "a\nb\r\nc", "\ud800abc\x00def", "e\u0301\ufffe\U000e0001x"]
    assert [one.abstained for one in detect_many(odd, detector=name)][: len(NOTHING)] == ["no letters"] * len(
        NOTHING
    )


def test_a_fasttext_file_speaks_through_its_labels() -> None:
    detector = loaded(f"fasttext:{FILE}")
    assert {str(language) for language in detector.languages} == {
        "fin_Latn",
        "swh_Latn",
        "zho_Hans",
        "zho_Hant",
    }
    assert detect("rafiki yangu anasoma vitabu", detector=detector).language == Language("swh", "Latn")
    assert detect("ystäväni lukee kirjoja\nkoulussa", detector=detector).language == Language("fin", "Latn")
    assert detect("我的朋友在读书", detector=detector).language == Language("zho", "Hans")


def test_the_committed_model_is_what_its_script_makes() -> None:
    assert FILE.read_bytes() == model()


def test_a_fasttext_file_that_is_missing_or_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no fastText file"):
        load_detector(f"fasttext:{tmp_path / 'absent.bin'}")
    with pytest.raises(InputError, match="needs a file"):
        load_detector("fasttext")
    (tmp_path / "notes.bin").write_text("notes")
    with pytest.raises(InputError, match="no fastText model"):
        load_detector(f"fasttext:{tmp_path / 'notes.bin'}")
    pytest.importorskip("fasttext")
    (tmp_path / "cut.bin").write_bytes(model()[:300])
    with pytest.raises(InputError, match=r"cut\.bin"):
        load_detector(f"fasttext:{tmp_path / 'cut.bin'}")


def test_names_and_arguments_that_mean_nothing_are_refused() -> None:
    with pytest.raises(UnknownName, match="lingua"):
        load_detector("langua")
    with pytest.raises(InputError, match="no mode"):
        load_detector("lingua:medium")
    for name in ("default:x", "py3langid:x", "pycld2:x"):
        with pytest.raises(InputError, match="nothing after a colon"):
            load_detector(name)


def test_a_missing_package_is_named_with_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    from isogloss.languages.identification.detectors.pycld2 import load_pycld2

    load_pycld2.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "pycld2", None)
    with pytest.raises(MissingExtra, match="detect"):
        load_pycld2()


def test_every_detector_in_the_table_has_its_file_and_every_file_its_entry() -> None:
    import isogloss.languages.identification.detectors as package

    helpers = {"__init__", "arguments", "labels"}
    there = {path.stem for path in Path(package.__path__[0]).glob("*.py")} - helpers
    assert {entry.partition(":")[0].rpartition(".")[2] for entry in DETECTORS.values()} == there
