"""Build the tables of isogloss.languages: ``python -m isogloss.languages.building DATA``.

DATA holds ``linguameta/linguameta.tsv`` (CC BY 4.0) and ``typology/{glottolog.tsv,classification.nex}``
(Glottolog, CC BY 4.0); the rest comes from the packages langcodes and language_data.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from isogloss.languages.building import codes
from isogloss.languages.building.tables import write


def main() -> None:
    """Write every table beside the package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with linguameta/ and typology/")
    data: Path = parser.parse_args().data
    write("codes", codes.code_rows(data))
    write("region_scripts", codes.region_script_rows())
    write("macrolanguages", codes.macrolanguage_rows(data))
    write("scripts", codes.script_rows())
    write("regions", codes.region_rows())
    write("tags", codes.tag_rows())


if __name__ == "__main__":
    main()
