"""Under which language the records of one language meet, whatever code a source gives it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from isogloss.languages import Language
from isogloss.languages.parsing import names_script
from isogloss.languages.scripts import compatible, dominant_script

_TABLE: Final = Path(__file__).with_name("codes.tsv")
ENGLISH: Final = Language("eng", "Latn")
SERBO_CROATIAN: Final = "hbs"


@cache
def merged_codes() -> dict[str, str]:
    """Return the table of codes that stand for one language: code -> merged code."""
    rows = (line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return {row[0]: row[1] for row in rows}


def merged(code: str, sample: str) -> Language:
    """Return the language to train ``code`` as: merged code and script, no region.

    code: as a source writes it. sample: text of it; where it is in another script than the usual one and
    the code names none, the text is right (Tashelhit comes in Arabic letters in NTREX).
    Raises UnknownLanguage.
    """
    table = merged_codes()
    code = table.get(code, code)
    language = Language.parse(code, sample=sample)
    script = language.script
    if not names_script(code):
        found = dominant_script(sample)
        script = script if compatible(script, found) else found
    return Language(table.get(language.code, language.code), script)


def split_serbo_croatian(word: str) -> Language:
    """Return Serbian for a word in Cyrillic letters, else Croatian: the lexicon of ``hbs`` mixes both."""
    return Language("srp", "Cyrl") if dominant_script(word) == "Cyrl" else Language("hrv", "Latn")
