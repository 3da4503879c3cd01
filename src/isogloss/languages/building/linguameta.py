"""Google's LinguaMeta, as published: one row a language."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path


@cache
def rows(data: Path) -> dict[str, dict[str, str]]:
    """Return LinguaMeta's rows by ISO 639-3 code.

    data: the folder that holds ``linguameta/linguameta.tsv``. Where two rows carry one code (Chinese as
    written in two scripts), the first stands. Source: github.com/google-research/url-nlp, CC BY 4.0.
    """
    found: dict[str, dict[str, str]] = {}
    with (data / "linguameta" / "linguameta.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.setdefault(row["iso_639_3_code"] or row["bcp_47_code"], row)
    return found
