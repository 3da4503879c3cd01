from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from isogloss.languages import Language
from isogloss.languages.normalisation import normalize, normalize_aligned
from isogloss.languages.runs import script_runs
from isogloss.languages.scripts import compatible, dominant_script

DATA = Path(__file__).parents[3].parent / "shared" / "data" / "sib200"
FOLDERS = sorted(folder.name for folder in DATA.glob("*_*"))

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the published data sets are not at {DATA}"),
]


def sentences(folder: str) -> Iterator[str]:
    with (DATA / folder / "test.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            yield row["text"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_real_text_is_normalised_once_and_for_all(folder: str) -> None:
    language = Language.parse(folder)
    for text in sentences(folder):
        for steps in ("text", "search"):
            aligned = normalize_aligned(text, language, steps=steps)
            assert aligned.text == normalize(text, language, steps=steps)
            assert normalize(aligned.text, language, steps=steps) == aligned.text
            for edit in aligned.edits:
                if edit.start < edit.end:
                    assert aligned.back(edit.start, edit.end) == (edit.source_start, edit.source_end)


@pytest.mark.parametrize("folder", FOLDERS)
def test_safe_steps_keep_the_letters_of_real_text(folder: str) -> None:
    def letters(text: str) -> int:
        # Decomposed, and Thai and Lao sara am in its two parts, since safe steps put them together.
        apart = unicodedata.normalize("NFKD", text)
        return sum(unicodedata.category(character)[0] in "LN" for character in apart)

    given = made = 0
    for text in sentences(folder):
        given += letters(text)
        made += letters(normalize(text))
    assert abs(given - made) <= given * 0.001


def test_sentences_are_of_the_script_of_their_folder() -> None:
    right = total = 0
    for folder in FOLDERS:
        for text in sentences(folder):
            runs = script_runs(text)
            assert "".join(run.text for run in runs) == text
            total += 1
            right += compatible(dominant_script(text), Language.parse(folder).script)
    assert right / total >= 0.999
