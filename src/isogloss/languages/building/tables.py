"""Writing the tables, each under a line that names its sources and their licences."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Final

_IANA = "IANA Language Subtag Registry (free to use)"
_CLDR = "Unicode CLDR via langcodes and language_data (Unicode licence)"
_META = "LinguaMeta, google-research/url-nlp (CC BY 4.0)"
_GLOTTOLOG = "Glottolog 5 trees and Glottolog 4.0 clade names, Hammarström et al. (CC BY 4.0)"

# table -> file name, columns, sources
TABLES: Final[dict[str, tuple[str, str, str]]] = {
    "codes": ("codes.tsv.gz", "code two_letters scope script scripts", f"{_IANA}; {_CLDR}; {_META}"),
    "languages": (
        "languages.tsv.gz",
        "code names autonyms glottocode node by macroarea latitude longitude speakers endangerment countries",
        f"{_META}; {_GLOTTOLOG}; {_IANA}; {_CLDR}; ours",
    ),
    "clades": ("clades.tsv.gz", "glottocode parent name filed_under", _GLOTTOLOG),
    "region_scripts": ("region_scripts.tsv", "code region script", _CLDR),
    "macrolanguages": ("macrolanguages.tsv", "narrow broad representative reason", f"{_IANA}; {_META}; ours"),
    "scripts": ("scripts.tsv", "script name", _IANA),
    "regions": ("regions.tsv", "region name", f"{_IANA}; {_CLDR}"),
    "variants": ("variants.tsv", "variant name", _IANA),
    "tags": ("tags.tsv", "tag language why", f"{_IANA}; ISO 639-2; Wikipedia"),
}


def write(table: str, rows: Iterable[tuple[str, ...]]) -> None:
    """Write one table: a line of sources, a line of columns, then the rows. The bytes depend on rows only."""
    name, columns, sources = TABLES[table]
    lines = [f"# Sources: {sources}.", columns.replace(" ", "\t")]
    lines += ["\t".join(row) for row in rows]
    content = ("\n".join(lines) + "\n").encode()
    path = Path(str(files("isogloss.languages") / "tables" / name))
    path.write_bytes(gzip.compress(content, 9, mtime=0) if name.endswith(".gz") else content)
