"""Build the table of function words: ``python -m isogloss.training.functionwords --data ../shared/data``.

It reads ``ntrex`` (lines 1-1609) and ``gatitos``. What NTREX says of a word goes before what a list says.
With ``--only`` the rows of those languages are made anew, and all others stay.
"""

from __future__ import annotations

import argparse
import lzma
from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Final

from isogloss.data.lexicon import read_lexicon
from isogloss.data.lines import read_lines
from isogloss.languages import Language
from isogloss.languages.functionwords import lookup
from isogloss.models.registry import load_word_encoder
from isogloss.progress import show_progress, track
from isogloss.training.functionwords.counting import counted, described, listed

_LINES: Final = 1609
_SAMPLE: Final = 40
_HEADER: Final = (
    "# Function words by language: code, word, percent by class (classes.tsv). From word alignments of "
    "NTREX-128 lines 1-1609 (Microsoft, CC BY-SA 4.0) and from GATITOS (Google, CC BY 4.0). CC BY-SA 4.0.\n"
)
_Rows = dict[str, dict[str, dict[str, int]]]
_Described = tuple[Language, dict[str, dict[str, int]]]


def main() -> None:
    """Count, describe, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with ntrex/ and gatitos/")
    parser.add_argument("--only", nargs="*", default=[], help="codes of languages, as of ISO 639-3")
    given = parser.parse_args()
    show_progress(True)
    path = Path(lookup.__file__).with_name(lookup.TABLE)
    made = _made(given.data, given.only)
    rows = (_read(path) if given.only else {}) | made
    path.write_bytes(lzma.compress(_written(rows).encode("utf-8"), preset=9))


def _made(data: Path, only: Collection[str]) -> _Rows:
    rows: _Rows = defaultdict(dict)
    for language, found in chain(_aligned(data, only), _lists(data, only)):
        for word, shares in found.items():
            rows[language.code].setdefault(word, shares)
    return {code: own for code, own in rows.items() if own}


def _aligned(data: Path, only: Collection[str]) -> Iterator[_Described]:
    """Yield what NTREX says of each language."""
    encoder = load_word_encoder("static")
    english = _first(data / "ntrex" / "newstest2019-src.eng.txt")
    for path in track(sorted((data / "ntrex").glob("newstest2019-ref.*.txt")), label="ntrex", unit="file"):
        texts = _first(path)
        language = _language(path.name.split(".")[1], texts)
        if language.code != lookup.ENGLISH and (not only or language.code in only):
            pairs = [(one, other) for one, other in zip(english, texts, strict=True) if one and other]
            yield language, described(counted(pairs, language, encoder))


def _lists(data: Path, only: Collection[str]) -> Iterator[_Described]:
    """Yield what lists of words say of each language."""
    for path in track(sorted((data / "gatitos").glob("en_*.tsv")), label="gatitos", unit="file"):
        entries = list(read_lexicon(path, rejects=[]))
        language = _language(path.stem.removeprefix("en_"), [entry.target for entry in entries])
        if not only or language.code in only:
            yield language, described(listed(entries), most=None)


def _language(code: str, texts: list[str]) -> Language:
    return Language.parse(code, sample=" ".join(islice(texts, _SAMPLE)))


def _first(path: Path) -> list[str]:
    return [text.strip() for _, text in islice(read_lines(path), _LINES)]


def _read(path: Path) -> _Rows:
    rows: _Rows = {}
    for line in lzma.decompress(path.read_bytes()).decode("utf-8").splitlines() if path.is_file() else ():
        if line[:1] != "#":
            code, word, shares = line.split("\t")
            pairs = (share.split(":") for share in shares.split(" "))
            rows.setdefault(code, {})[word] = {name: int(percent) for name, percent in pairs}
    return rows


def _written(rows: _Rows) -> str:
    lines = (
        "\t".join((code, word, " ".join(f"{name}:{share}" for name, share in sorted(shares.items()))))
        for code, own in sorted(rows.items())
        for word, shares in sorted(own.items())
    )
    return _HEADER + "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main()
