"""Openly licensed text in many languages that profiles may be made from."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from isogloss.errors import UnknownLanguage
from isogloss.languages.language import Language

# language -> source -> lines
Texts: TypeAlias = dict[Language, dict[str, list[str]]]

SOURCES: Final = (
    "NTREX-128 lines 1-1609 (CC BY-SA 4.0); GATITOS (CC BY 4.0); tldr-pages (CC BY 4.0); "
    "Wiktionary via Open Multilingual Wordnet (CC BY-SA 3.0); Unicode CLDR (Unicode licence)"
)
_NTREX_LINES: Final = 1609
# CLDR repeats little and its texts are names: it fills in where the others hold less than this many lines.
_FEW: Final = 2100
_CLDR_LINES: Final = 6000
# Names that other sources write otherwise; text in both goes into one profile.
_SAME: Final[Mapping[str, str]] = {
    "als_Latn": "sqi_Latn",
    "ara_Arab": "arb_Arab",
    "cmn_Hans": "zho_Hans",
    "fil_Latn": "tgl_Latn",
    "fuc_Latn": "ful_Latn",
    "kmr_Latn": "kur_Latn",
    "nor_Latn": "nob_Latn",
    "prs_Arab": "fas_Arab",
    "zsm_Latn": "msa_Latn",
}
# Serbo-Croatian would stand against each of its members, Northern Ndebele is so near to Zulu that n-grams
# only take verdicts from Zulu without saving any; the sign language's words are SignWriting.
_LEFT_OUT: Final = frozenset({"hbs", "nde", "ase"})


def texts(data: Path) -> Texts:
    """Return what the sources hold in each language, long lists cut."""
    found: Texts = {}
    for source, read in _READERS.items():
        for name, lines in read(data):
            language = _language(name, lines)
            if language is not None and language.code not in _LEFT_OUT:
                found.setdefault(language, {}).setdefault(source, []).extend(line for line in lines if line)
    for name, lines in _cldr(data):
        language = _language(name, lines)
        if language is not None and sum(map(len, found.get(language, {}).values())) < _FEW:
            found.setdefault(language, {})["cldr"] = lines[:_CLDR_LINES]
    return found


def _language(name: str, lines: list[str]) -> Language | None:
    try:
        parsed = Language.parse(name, sample=" ".join(lines[:500]))
    except UnknownLanguage:
        return None
    plain = f"{parsed.code}_{parsed.script}"
    return Language(*_SAME.get(plain, plain).split("_"))


def _ntrex(data: Path) -> Iterator[tuple[str, list[str]]]:
    for path in sorted((data / "ntrex").glob("newstest2019-*.txt")):
        code = "spa" if "ref-2" in path.name else path.name.split(".")[-2]
        yield code, path.read_text(encoding="utf-8").split("\n")[:_NTREX_LINES]


def _gatitos(data: Path) -> Iterator[tuple[str, list[str]]]:
    for path in sorted((data / "gatitos").glob("en_*.tsv")):
        yield path.stem.removeprefix("en_"), _column(path.read_text(encoding="utf-8"), 1)


def _tldr(data: Path) -> Iterator[tuple[str, list[str]]]:
    for path in sorted((data / "tldr").glob("*.tsv")):
        yield path.stem, _column(path.read_text(encoding="utf-8"), 1)


def _wiktionary(data: Path) -> Iterator[tuple[str, list[str]]]:
    for path in sorted((data / "wiktionary").glob("[a-z]*.tsv.gz")):
        yield path.name.removesuffix(".tsv.gz"), _column(_unzipped(path), 2)


def _cldr(data: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield names of places and languages with the annotations, one list a locale; regional ones left out."""
    lines: dict[str, list[str]] = {}
    for path in sorted((data / "cldr-names").glob("*.tsv.gz")):
        lines.setdefault(path.name.removesuffix(".tsv.gz"), []).extend(_column(_unzipped(path), 3))
    for path in sorted((data / "cldr-annotations").glob("*.tsv.gz")):
        content = _unzipped(path)
        names = lines.setdefault(path.name.removesuffix(".tsv.gz"), [])
        names += _column(content, 1)
        names += [word for keywords in _column(content, 2) for word in keywords.split(" | ")]
    yield from ((name, found) for name, found in sorted(lines.items()) if name.count("-") < 2)


def _column(content: str, place: int) -> list[str]:
    rows = (line.split("\t") for line in content.split("\n"))
    return [row[place] for row in rows if len(row) > place]


def _unzipped(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode("utf-8")


_READERS: Final[Mapping[str, Callable[[Path], Iterator[tuple[str, list[str]]]]]] = {
    "ntrex": _ntrex,
    "gatitos": _gatitos,
    "tldr": _tldr,
    "wiktionary": _wiktionary,
}
