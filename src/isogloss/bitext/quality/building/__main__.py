"""Build the tables of quality: ``python -m isogloss.bitext.quality.building DATA``.

DATA holds ``ntrex``, of which lines 1-1609 are read: first the lengths of translations, then what the rules
find of these lines as they are and made bad in eight ways (``perturbing``).
"""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

from isogloss.bitext.quality import calibration, lengths
from isogloss.bitext.quality.building.cases import cases
from isogloss.bitext.quality.building.fitting import weight_table
from isogloss.bitext.quality.building.forgetful import Forgetful
from isogloss.bitext.quality.building.lengths import LINES, length_table
from isogloss.bitext.quality.table import FATAL, chosen_rules
from isogloss.models.registry import load_encoder


def main() -> None:
    """Write the lengths, then the weights that rest on them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with ntrex/")
    parser.add_argument("--fit-only", action="store_true", help="keep the lengths, fit the weights again")
    given = parser.parse_args()
    here = Path(str(files("isogloss.bitext.quality")))
    if not given.fit_only:
        (here / lengths.TABLE).write_text(length_table(given.data), encoding="utf-8")
    names = [name for name in chosen_rules(None) if name not in FATAL]
    encoder = Forgetful(load_encoder("static"))
    found = list(cases(given.data, range(LINES), each=64, names=names, encoder=encoder))
    (here / calibration.TABLE).write_text(weight_table(found, names), encoding="utf-8")


if __name__ == "__main__":
    main()
