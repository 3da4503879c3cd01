"""CSV: commas, and fields quoted as RFC 4180 says."""

from __future__ import annotations

from functools import partial

from isogloss.data.rows import Format
from isogloss.data.separated import columns, rows

CSV = Format(columns=partial(columns, delimiter=","), rows=partial(rows, delimiter=","), seeks=True)
