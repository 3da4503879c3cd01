from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from isogloss.data.bitext import join_keyed, keyed_files, read_aligned, read_keyed, read_ntrex, read_tatoeba
from isogloss.data.lexicon import read_keywords, read_lexicon
from isogloss.data.loading import load_dataset
from isogloss.data.rejects import Reject
from isogloss.languages import Language

DATA = Path(__file__).parents[2].parent / "shared" / "data"

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the published data sets are not at {DATA}"),
]

# MasakhaNEWS, dev and test as published, few_shot_50 with 50 a class:
# Adelani et al. 2023, arXiv:2304.09972.
MASAKHANEWS = {
    "amh": (188, 376, 200),
    "eng": (472, 948, 300),
    "fra": (211, 422, 250),
    "hau": (317, 637, 350),
    "pcm": (152, 305, 250),
    "swa": (237, 476, 350),
    "yor": (206, 411, 250),
}


def _counts(name: str) -> Counter[tuple[int, ...]]:
    dataset = load_dataset(DATA / name)
    return Counter(
        tuple(sum(1 for _ in dataset.examples(split, language)) for split in dataset.splits(language))
        for language in dataset.languages()
    )


def test_sib200_has_its_701_99_and_204_rows_in_every_language() -> None:
    assert _counts("sib200") == {(701, 99, 204): 160}


def test_sib200_is_parallel_by_id_in_every_language() -> None:
    dataset = load_dataset(DATA / "sib200")
    classes = {
        frozenset((example.id, example.label) for example in dataset.examples("test", language))
        for language in dataset.languages()
    }
    assert len(classes) == 1


def test_nusax_has_its_500_100_and_400_rows_in_every_language() -> None:
    assert _counts("nusax/sentiment") == {(500, 100, 400): 8}


def test_masakhanews_has_its_rows() -> None:
    dataset = load_dataset(DATA / "masakhanews")
    assert list(dataset.remarks()) == ["text = headline + text, label = category"]
    found = {
        language.code: tuple(
            sum(1 for _ in dataset.examples(split, language)) for split in dataset.splits(language)
        )
        for language in dataset.languages()
    }
    assert found == MASAKHANEWS


def test_ntrex_has_128_languages_of_1997_lines() -> None:
    parallel = read_ntrex(DATA / "ntrex")
    assert len(parallel.paths) == 128
    assert {len(parallel.lines(language)) for language in parallel.paths} == {1997}


def test_tatoeba_is_aligned_in_all_its_languages() -> None:
    pairs = read_tatoeba(DATA / "tatoeba")
    assert len(pairs) == 72
    assert all(any(True for _ in read_aligned(*files)) for files in pairs.values())


def test_gatitos_has_one_bad_row() -> None:
    rejects: list[Reject] = []
    for path in sorted((DATA / "gatitos").glob("*.tsv")):
        assert sum(1 for _ in read_lexicon(path, rejects=rejects)) > 3000
    assert [(Path(reject.file).name, reject.line) for reject in rejects] == [("en_arn.tsv", 3235)]


def test_tldr_joins_by_page() -> None:
    files = keyed_files(DATA / "tldr")
    english = read_keyed(files[Language.parse("en")])
    german = read_keyed(files[Language.parse("de")])
    assert sum(1 for _ in join_keyed(english, german)) == len(english.keys() & german.keys()) > 900


def test_cldr_annotations_read_in_every_locale() -> None:
    assert all(any(True for _ in read_keywords(path)) for path in (DATA / "cldr-annotations").glob("*.gz"))
