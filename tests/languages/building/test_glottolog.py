from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.languages.building.glottolog import parents_in


def test_a_newick_tree_gives_each_node_the_one_above() -> None:
    newick = "((abaz1241:1,abkh1244:1)abkh1243:1,ubyk1235:1)abkh1242:1"
    assert parents_in(newick) == {
        "abkh1242": "",
        "abkh1243": "abkh1242",
        "ubyk1235": "abkh1242",
        "abaz1241": "abkh1243",
        "abkh1244": "abkh1243",
    }


@st.composite
def trees(draw: st.DrawFn) -> dict[str, str]:
    """Node -> the node above it, for a random tree whose first node is the root."""
    size = draw(st.integers(1, 12))
    names = [f"node{number:04d}" for number in range(size)]
    return {"node0000": ""} | {
        names[number]: names[draw(st.integers(0, number - 1))] for number in range(1, size)
    }


def newick(parents: dict[str, str], node: str) -> str:
    below = ",".join(newick(parents, child) for child, above in parents.items() if above == node)
    return (f"({below})" if below else "") + f"{node}:1"


@settings(deadline=None)
@given(trees())
def test_writing_a_tree_and_reading_it_gives_the_tree(parents: dict[str, str]) -> None:
    assert parents_in(newick(parents, "node0000")) == parents
