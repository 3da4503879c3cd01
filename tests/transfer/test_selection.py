"""Which languages a user means."""

from __future__ import annotations

import pytest

from isogloss.errors import InputError, UnknownLanguage, UnknownName
from isogloss.languages import Language
from isogloss.transfer.selection import one, several

CODES = "eng_Latn swh_Latn zul_Latn hin_Deva mar_Deva arb_Arab arz_Arab zho_Hans zho_Hant amh_Ethi nqo_Nkoo"
AVAILABLE = [Language.parse(code) for code in CODES.split()]
SEEN = [Language.parse(code) for code in ("en", "sw", "hi", "zh-Hans")]


def named(wanted: str) -> str:
    return " ".join(str(language) for language in several(wanted, AVAILABLE, seen=SEEN, what="the data"))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("all", CODES),
        ("swh", "swh_Latn"),
        ("sw,Hindi", "swh_Latn hin_Deva"),
        ("hin, swh", "swh_Latn hin_Deva"),
        ("አማርኛ", "amh_Ethi"),
        ("zho_Hant", "zho_Hant"),
        ("ar", "arb_Arab"),
        ("script:Deva", "hin_Deva mar_Deva"),
        ("script:deva,nqo", "hin_Deva mar_Deva nqo_Nkoo"),
        ("family:Bantu", "swh_Latn zul_Latn"),
        ("family:Semitic,-arz", "arb_Arab amh_Ethi"),
        ("seen", "eng_Latn swh_Latn hin_Deva zho_Hans"),
        ("unseen", "zul_Latn mar_Deva arb_Arab arz_Arab zho_Hant amh_Ethi nqo_Nkoo"),
        ("-eng,-script:Arab", "swh_Latn zul_Latn hin_Deva mar_Deva zho_Hans zho_Hant amh_Ethi nqo_Nkoo"),
        ("all,-seen,-unseen,swh", "swh_Latn"),
    ],
)
def test_a_list_of_languages_means(wanted: str, found: str) -> None:
    assert named(wanted) == found


@pytest.mark.parametrize(
    ("wanted", "kind", "message"),
    [
        ("fra", InputError, "holds no language for 'fra'"),
        ("script:Cyrl", InputError, "script:Cyrl"),
        ("family:Uralic", InputError, "family:Uralic"),
        ("family:Banthu", UnknownName, "Bantu"),
        ("klingonese", UnknownLanguage, "klingonese"),
        ("eng,-eng", InputError, "leaves no language"),
        (" , ", InputError, "No target language"),
    ],
)
def test_what_finds_nothing_is_said(wanted: str, kind: type[InputError], message: str) -> None:
    with pytest.raises(kind, match=message):
        named(wanted)


def test_the_source_is_one_language() -> None:
    assert one("sw", AVAILABLE, what="the data") == Language("swh", "Latn")
    assert one("Chinese (Traditional)", AVAILABLE, what="x") == Language("zho", "Hant")
    with pytest.raises(InputError, match="holds no fra"):
        one("fra", AVAILABLE, what="the data")
    ambiguous = [Language("kas", "Arab"), Language("kas", "Deva")]
    with pytest.raises(InputError, match="kas_Zyyy may mean kas_Arab, kas_Deva"):
        one("kas_Zyyy", ambiguous, what="the data")
