from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isogloss.errors import UnknownName
from isogloss.languages.conditional import KEEP, ByList, ByScript, Rule, in_script, rewrite, rewrite_aligned

RULE: Rule = ByScript({"Deva": "gujarati", "Latn": KEEP})
WAYS = {"gujarati": in_script("Deva", "Gujr")}


def test_only_what_the_rule_picks_is_written_otherwise() -> None:
    assert rewrite("मैं office जा रहा हूँ।", RULE, WAYS) == "મૈં office જા રહા હૂઁ।"


def test_offsets_lead_through_both_changes() -> None:
    aligned = rewrite_aligned("my नमस्ते, ok", RULE, WAYS)
    place = aligned.text.index("નમસ્તે")
    assert aligned.back(place, place + 6) == (3, 9)
    assert aligned.source[slice(*aligned.back(place + 2, place + 3))] == "स"


def test_a_decision_without_a_way_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownName, match="thai"):
        rewrite("ok", ByList({"ok": "thai"}), WAYS)


@given(st.text("नमस्ते office 東\ud800।,", max_size=20))
def test_any_text_is_rewritten_and_leads_back(text: str) -> None:
    aligned = rewrite_aligned(text, RULE, WAYS)
    assert aligned.source == text
    assert aligned.text == rewrite(text, RULE, WAYS)


def test_importing_the_rules_loads_no_arrays() -> None:
    probe = (
        "import sys, isogloss.languages.conditional; print({'numpy', 'sklearn', 'scipy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
