"""Two files of word vectors, one of which was turned, find each other again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from isogloss.bitext import map_files
from isogloss.bitext.mappings import METHODS
from isogloss.data.examples import Entry
from isogloss.data.wordvectors import read_word_vectors
from isogloss.errors import InputError, UnknownName
from isogloss.models.wordvectors import write_text
from tests.metrics.test_mapping import rotation
from tests.metrics.test_self_learning import languages

N, D = 300, 15
ANCHORS = [Entry(f"s{n}", f"t{n}") for n in range(N)]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("vectors")
    source, target = languages(N, D, noise=0.005)
    for name, vectors in (("s", source), ("t", target)):
        write_text(folder / f"{name}.vec", [f"{name}{n}" for n in range(N)], [vectors], D)
    return folder / "s.vec", folder / "t.vec"


@pytest.mark.parametrize("method", list(METHODS))
def test_each_method_finds_what_was_held_out(files: tuple[Path, Path], tmp_path: Path, method: str) -> None:
    test = 0.2 if method != "unsupervised" else 1.0
    done = map_files(*files, tmp_path, anchors=ANCHORS, method=method, test=test)
    assert done.words == (N, N)
    assert done.coverage == 1
    assert (done.learned, done.asked) == ((240, 60) if method != "unsupervised" else (0, 300))
    assert done.precision[1] > 0.9
    left, right = read_word_vectors(done.source), read_word_vectors(done.target)
    assert left.words == tuple(f"s{n}" for n in range(N))
    nearest = (left.vectors @ right.vectors.T).argmax(axis=1)
    assert (nearest == np.arange(N)).mean() > 0.9


def test_the_same_seed_writes_the_same_bytes(files: tuple[Path, Path], tmp_path: Path) -> None:
    written = [
        map_files(*files, tmp_path / name, anchors=ANCHORS[:40], method="self-learning", seed=3).source
        for name in ("a", "b")
    ]
    assert written[0].read_bytes() == written[1].read_bytes()


def test_files_of_other_dimensions_share_the_smaller_space(files: tuple[Path, Path], tmp_path: Path) -> None:
    wide = read_word_vectors(files[1]).vectors @ rotation(20, 4)[:D]
    write_text(tmp_path / "wide.vec", [f"t{n}" for n in range(N)], [wide], 20)
    for first, second in ((files[0], tmp_path / "wide.vec"), (tmp_path / "wide.vec", files[0])):
        anchors = ANCHORS if first == files[0] else [Entry(one.target, one.source) for one in ANCHORS]
        done = map_files(first, second, tmp_path / "out", anchors=anchors)
        assert done.precision[1] > 0.9


def test_anchors_are_found_whatever_their_case_and_blanks(tmp_path: Path) -> None:
    vectors = np.eye(3, dtype=np.float32)
    for name, words in (("a", ["New_York", "Haus", "ቤት"]), ("b", ["nueva york", "casa", "বাড়ি"])):
        write_text(tmp_path / f"{name}.vec", words, [vectors], 3)
    anchors = [Entry("new york", "Nueva York"), Entry("HAUS", "casa"), Entry("ቤት", "বাড়ি"), Entry("no", "no")]
    done = map_files(tmp_path / "a.vec", tmp_path / "b.vec", tmp_path / "out", anchors=anchors, test=0.0)
    assert (done.learned, done.coverage, done.precision) == (3, None, {})


def test_what_is_covered_is_told_apart_from_what_is_found(files: tuple[Path, Path], tmp_path: Path) -> None:
    test = [Entry("s1", "t1"), Entry("s1", "t2"), Entry("nowhere", "t3"), Entry("s4", "nowhere")]
    done = map_files(*files, tmp_path, anchors=ANCHORS, test=test)
    assert (done.asked, done.tested) == (3, 2)
    assert done.coverage == pytest.approx(1 / 3)


def test_files_of_one_name_are_written_beside_each_other(files: tuple[Path, Path], tmp_path: Path) -> None:
    twin = tmp_path / "s.vec"
    twin.write_bytes(files[1].read_bytes())
    done = map_files(files[0], twin, tmp_path / "out", anchors=ANCHORS)
    assert (done.source.name, done.target.name) == ("s.vec", "s.target.vec")


def test_what_cannot_be_done_is_refused(files: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="Did you mean procrustes"):
        map_files(*files, tmp_path, anchors=ANCHORS, method="procrust")
    with pytest.raises(InputError, match="No anchor"):
        map_files(*files, tmp_path, anchors=[Entry("x", "y")])
    with pytest.raises(InputError, match="would be overwritten"):
        map_files(*files, files[0].parent, anchors=ANCHORS)
    with pytest.raises(InputError, match="held out"):
        map_files(*files, tmp_path, anchors=ANCHORS, test=1.5)


def test_a_bad_row_offers_no_option_that_mapping_lacks(tmp_path: Path) -> None:
    place = tmp_path / "a.vec"
    place.write_text("water 1 0\nhouse nan 1\n", "utf-8")
    with pytest.raises(InputError, match=r"a\.vec:2") as caught:
        map_files(place, place, tmp_path / "out", method="unsupervised")
    assert "--keep-going" not in str(caught.value)
