from __future__ import annotations

from isogloss.languages import romanize


def test_inuktitut_has_v_where_cree_has_f() -> None:
    assert romanize("ᓄᓇᕗᑦ", "iku") == "nunavut"
    assert romanize("ᐃᓄᒃᑎᑐᑦ", "iku") == "inuktitut"
