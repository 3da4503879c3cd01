from __future__ import annotations

from itertools import combinations

import pytest

from isogloss.languages import Language, chosen, matches
from isogloss.languages.codes import codes
from isogloss.languages.matching import broader, narrower, representatives
from isogloss.languages.tables import rows


def languages(text: str) -> list[Language]:
    return [Language.parse(code) for code in text.split()]


@pytest.mark.parametrize(
    "pair",
    ["sw swh", "swa swh", "zh zho", "zho cmn", "ar arb", "ara arb", "no nob", "no nno", "sqi als", "fas pes",
     "msa zsm", "lav lvs", "est ekk", "mlg plt", "mon khk", "nep npi", "ori ory", "orm gaz", "pus pbt",
     "uzb uzn", "aze azj", "que quy", "kur kmr", "yid ydd", "aym ayr", "grn gug", "tgl fil", "aka twi",
     "hbs srp_Latn", "kzj dtp", "por por_Latn_BR", "zho_Hant zho-TW", "und_Zyyy und_Thai"],
)  # fmt: skip
def test_two_names_of_one_language_match_both_ways(pair: str) -> None:
    a, b = languages(pair)
    assert matches(a, b)
    assert matches(b, a)


@pytest.mark.parametrize(
    "pair",
    ["arz arb", "yue cmn", "nno nob", "hrv srp_Latn", "bam dyu", "zho_Hans zho_Hant", "kas_Arab kas_Deva",
     "eng-US eng-GB", "hbs srp_Cyrl", "tzm_Tfng tzm_Latn", "swh eng", "kmr ckb"],
)  # fmt: skip
def test_two_languages_do_not_match(pair: str) -> None:
    a, b = languages(pair)
    assert not matches(a, b)
    assert not matches(b, a)


def test_no_two_individual_members_of_a_macrolanguage_match() -> None:
    for macro, code in codes().items():
        if code.scope != "macrolanguage":
            continue
        members = [member for member in narrower(macro) if codes()[member].scope == "individual"]
        for one, other in combinations(members, 2):
            assert not matches(Language(one), Language(other)), (one, other)


def test_every_row_of_the_table_joins_known_codes_and_says_why() -> None:
    for narrow, broad, representative, reason in rows("macrolanguages.tsv"):
        assert narrow in codes(), narrow
        assert broad in codes(), broad
        assert narrow != broad
        assert representative in ("yes", "no")
        assert len(reason) > 10
        assert reason == broader(narrow)[broad]


@pytest.mark.parametrize(
    ("macro", "member"), [("ara", "arb"), ("zho", "cmn"), ("swa", "swh"), ("nor", "nob")]
)
def test_a_macrolanguage_has_a_member_that_data_means_by_it(macro: str, member: str) -> None:
    assert member in representatives(macro)


@pytest.mark.parametrize(
    ("wanted", "available", "expected"),
    [
        ("eng", "swh eng", "eng"),
        ("sw", "swh_Latn swc eng", "swh"),
        ("swh", "swa eng", "swa"),
        ("ar", "arz arb arb_Latn ary", "arb"),
        ("ar", "arz ary eng", "arz ary"),
        ("zh", "zho_Hant zho_Hans yue", "zho_Hans"),
        ("zh-TW", "zho_Hant zho_Hans yue", "zho_Hant"),
        ("no", "nno nob", "nob"),
        ("kas", "kas_Deva eng", "kas_Deva"),
        ("kas_Arab", "kas_Deva eng", ""),
        ("eng", "eng-US eng-GB", "eng-US eng-GB"),
        ("eng-US", "eng-US eng eng-GB", "eng-US"),
        ("eng-US", "eng eng-GB", "eng"),
        ("deu", "eng swh", ""),
    ],
)
def test_the_nearest_kind_of_match_is_chosen(wanted: str, available: str, expected: str) -> None:
    assert chosen(wanted, languages(available)) == tuple(languages(expected))
