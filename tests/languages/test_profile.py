from __future__ import annotations

import pytest

from isogloss.languages import Language, facts
from isogloss.languages.codes import codes

SEEN = [
    # code, English name, autonym, direction, family
    ("arb", "Standard Arabic", "العربية", "rtl", "Afro-Asiatic"),
    ("swh", "Swahili (individual language)", "Kiswahili", "ltr", "Atlantic-Congo"),
    ("zho_Hans", "Chinese", "中文", "ltr", "Sino-Tibetan"),
    ("yue", "Cantonese", "粵語", "ltr", "Sino-Tibetan"),
    ("eus", "Basque", "euskara", "ltr", None),
    ("kor", "Korean", "한국어", "ltr", "Koreanic"),
    ("epo", "Esperanto", "Esperanto", "ltr", None),
    ("sat_Olck", "Santali", "ᱥᱟᱱᱛᱟᱲᱤ", "ltr", "Austroasiatic"),
    ("nqo_Nkoo", "N’Ko", "ߒߞߏ", "rtl", "Mande"),
    ("ydd", "Eastern Yiddish", "ייִדיש", "rtl", "Indo-European"),
    ("srp_Cyrl", "Serbian", "српски", "ltr", "Indo-European"),
    ("srp_Latn", "Serbian", "srpski", "ltr", "Indo-European"),
    ("mni_Mtei", "Manipuri", "ꯃꯤꯇꯩꯂꯣꯟ", "ltr", "Sino-Tibetan"),
    ("kas_Arab", "Kashmiri", "کٲشُر", "rtl", "Indo-European"),
    ("kas_Deva", "Kashmiri", "कॉशुर", "ltr", "Indo-European"),
    ("ful_Adlm", "Fula", "𞤆𞤵𞤤𞤢𞤪", "rtl", "Atlantic-Congo"),
    ("als", "Tosk Albanian", "toskërishte", "ltr", "Indo-European"),
    ("ber", "Berber languages", None, "ltr", "Afro-Asiatic"),
]


@pytest.mark.parametrize(("code", "name", "autonym", "direction", "family"), SEEN)
def test_a_language_has_its_names_direction_and_family(
    code: str, name: str, autonym: str | None, direction: str, family: str | None
) -> None:
    known = facts(Language.parse(code))
    assert (known.name, known.autonym, known.direction, known.family) == (name, autonym, direction, family)


@pytest.mark.parametrize(
    ("code", "descent"),
    [
        ("eus", "isolate"),
        ("epo", "artificial language"),
        ("swh", "family"),
        ("mul", "unknown"),
        ("qaa", "unknown"),
    ],
)
def test_why_there_is_no_family_is_said(code: str, descent: str) -> None:
    assert facts(Language.parse(code)).descent == descent


def test_speakers_are_the_sources_or_missing_never_another_languages() -> None:
    assert facts(Language.parse("swa")).speakers == 171_000_000
    assert facts(Language.parse("swh")).speakers is None
    assert facts(Language.parse("lvs")).speakers is None, "the source has one speaker, a slip"


def test_a_macrolanguage_stands_by_its_usual_member() -> None:
    chinese = facts(Language.parse("zho"))
    assert chinese.stands_by == "cmn"
    assert chinese.latitude == facts(Language.parse("cmn")).latitude
    assert "yue" in chinese.narrower
    assert "zho" in facts(Language.parse("yue")).broader


def test_every_known_code_has_a_record() -> None:
    for code in codes():
        known = facts(Language.parse(code))
        assert known.name
        assert known.direction in ("ltr", "rtl")
        assert known.speakers is None or known.speakers >= 0
        assert known.latitude is None or -90 <= known.latitude <= 90
        assert known.longitude is None or -180 <= known.longitude <= 180
