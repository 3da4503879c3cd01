"""TSV: tabs, and fields quoted as CSV does or not at all, as the file itself shows."""

from __future__ import annotations

from functools import partial

from isogloss.data.rows import Format
from isogloss.data.separated import columns, rows

TSV = Format(columns=partial(columns, delimiter="\t"), rows=partial(rows, delimiter="\t"), seeks=True)
