"""Build what the default detector reads: ``python -m isogloss.languages.identification.building DATA``.

DATA holds ``ntrex``, ``gatitos``, ``tldr``, ``wiktionary``, ``cldr-names`` and ``cldr-annotations``, from
which the profiles are made, and ``tatoeba``: on every second of its languages the weights of the evidence are
fitted. No text of a test set enters a profile, and of NTREX only lines 1-1609 do.
"""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

from isogloss.languages.identification.building.fitting import fitted_table
from isogloss.languages.identification.building.profiling import profiled
from isogloss.languages.identification.building.sources import SOURCES, texts
from isogloss.languages.identification.profiles import FILE, stored


def main() -> None:
    """Write the profiles, then the weights that rest on them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with the sources and tatoeba/")
    parser.add_argument("--fit-only", action="store_true", help="keep the profiles, fit the weights again")
    given = parser.parse_args()
    here = Path(str(files("isogloss.languages.identification")))
    if not given.fit_only:
        (here / FILE).write_bytes(stored(profiled(texts(given.data)), SOURCES))
    (here / "evidence.tsv").write_text(fitted_table(given.data), encoding="utf-8")


if __name__ == "__main__":
    main()
