"""The JSON document."""

from __future__ import annotations

import msgspec

from isogloss.report.analysis import Analysis
from isogloss.report.document import document
from isogloss.runs.signature import Signature


def test_the_document_holds_rows_with_signatures_and_the_fields_they_share(analysis: Analysis) -> None:
    decoded = msgspec.json.decode(msgspec.json.encode(document(analysis)))
    assert list(decoded) == ["run", "signature", "rows", "summary"]
    assert len(decoded["rows"]) == len(analysis.run.rows())
    shared = Signature.parse(decoded["signature"])
    assert (shared.data, shared.source, shared.split) == ("invented@3fa1", "eng_Latn", "test")
    assert (shared.target, shared.metric, shared.recipe) == ("", "", "")
    for row in decoded["rows"]:
        assert Signature.parse(row["signature"]).target == row["language"]


def test_the_summary_survives_json_as_it_is(analysis: Analysis) -> None:
    encoded = msgspec.json.encode(analysis.summary)
    assert msgspec.json.decode(encoded, type=type(analysis.summary)) == analysis.summary
