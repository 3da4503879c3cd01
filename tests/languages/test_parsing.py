from __future__ import annotations

import string
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.errors import UnknownLanguage
from isogloss.languages import Language
from isogloss.languages.codes import codes, region_names, script_names

FIXTURE = Path(__file__).parent / "codes.tsv"
CODES = [tuple(line.split("\t")) for line in FIXTURE.read_text("utf-8").splitlines()[1:]]


def test_every_code_of_the_data_sets_is_understood() -> None:
    understood = [(code, str(Language.parse(code))) for code, _ in CODES]
    assert understood == CODES


def test_every_code_of_the_data_sets_reads_the_same_in_upper_and_lower_case_and_with_either_separator() -> (
    None
):
    for code, expected in CODES:
        for written in (code.upper(), code.lower(), code.replace("-", "_"), code.replace("_", "-")):
            assert str(Language.parse(written)) == expected


@pytest.mark.parametrize("code", ["Xnah", "Xroa-grn", "Xroa-jer", "ref-2"])
def test_a_code_that_no_standard_maps_is_refused(code: str) -> None:
    with pytest.raises(UnknownLanguage, match="No language is called"):
        Language.parse(code)


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("aka_Latn", "aka_Latn"),
        ("twi", "twi_Latn"),
        ("fil", "fil_Latn"),
        ("tgl", "tgl_Latn"),
        ("kzj", "kzj_Latn"),
        ("sh", "hbs_Latn"),
        ("hbs", "hbs_Latn"),
        ("ber", "ber_Tfng"),
        ("cmn_Hant", "cmn_Hant"),
        ("prs", "prs_Arab"),
        ("fa-AF", "fas_Arab_AF"),
    ],
)
def test_identity_is_never_folded(written: str, language: str) -> None:
    assert str(Language.parse(written)) == language


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("zh-TW", "zho_Hant_TW"),
        ("zh-HK", "zho_Hant_HK"),
        ("zh-CN", "zho_Hans_CN"),
        ("zh-Hans-TW", "zho_Hans_TW"),
        ("pa-PK", "pan_Arab_PK"),
        ("sr-ME", "srp_Latn_ME"),
        ("az-IR", "aze_Arab_IR"),
    ],
)
def test_a_region_tells_the_script_and_is_kept(written: str, language: str) -> None:
    assert str(Language.parse(written)) == language


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("el-polyton", "ell_Grek"),
        ("be-tarask", "bel_Cyrl"),
        ("ca-valencia", "cat_Latn"),
        ("cat_Latn_vale1252", "cat_Latn"),
        ("de-DE-1996-u-co-phonebk-x-private", "deu_Latn_DE"),
        ("zh-yue-Hant-HK", "yue_Hant_HK"),
        ("zh-min-nan", "nan_Latn"),
        ("iw", "heb_Hebr"),
        ("ger", "deu_Latn"),
        ("sr_RS.UTF-8@latin", "srp_Latn_RS"),
        ("qaa", "qaa_Zyyy"),
        ("und", "und_Zyyy"),
        (" swh ", "swh_Latn"),
    ],
)
def test_other_notations_are_read(written: str, language: str) -> None:
    assert str(Language.parse(written)) == language


def test_a_text_decides_the_script_only_where_none_is_usual() -> None:
    assert Language.parse("und", sample="Эта строка кириллицей").script == "Cyrl"
    assert Language.parse("und", sample="ይህ ጽሑፍ በግዕዝ ነው").script == "Ethi"
    assert Language.parse("und", sample="123 …").script == "Zyyy"
    assert Language.parse("swh", sample="Эта строка кириллицей").script == "Latn"
    assert Language.parse("swh_Zyyy", sample="habari").script == "Zyyy"


@pytest.mark.parametrize(
    "text",
    ["", "   ", "\t", "-", "__", "\x00", "\x1b[31mswh", "\ud800", "\u202eswh", "a" * 100_000, "swh_Lattn",
     "swh_Latn_QZ", "zzzz", "sw h", "<script>", "🙂"],
)  # fmt: skip
def test_a_text_that_names_no_language_is_refused_in_one_harmless_line(text: str) -> None:
    with pytest.raises(UnknownLanguage) as caught:
        Language.parse(text)
    assert len(str(caught.value)) < 300
    assert str(caught.value).isprintable()
    assert caught.value.fix


@pytest.mark.parametrize("value", [None, 5, b"swh", ["swh"]])
def test_a_value_that_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(UnknownLanguage, match="named by text"):
        Language.parse(value)  # type: ignore[arg-type]  # what is tested is the wrong type


@pytest.mark.parametrize(
    ("text", "meant"),
    [("swh_Lattn", "swh_Latn"), ("Swahilli", "swa_Latn"), ("xx", "xx"), ("hindu", "hin_Deva")],
)
def test_the_error_offers_the_three_nearest(text: str, meant: str) -> None:
    with pytest.raises(UnknownLanguage) as caught:
        Language.parse(text)
    assert meant in caught.value.fix
    assert caught.value.fix.count("(") >= 3


languages = st.builds(
    Language,
    st.sampled_from(sorted(codes())),
    st.sampled_from(sorted(script_names())),
    st.none() | st.sampled_from(sorted(region_names())),
)


@settings(deadline=None)
@given(languages)
def test_what_is_printed_parses_to_the_same_language(language: Language) -> None:
    assert Language.parse(str(language)) == language


@settings(deadline=None)
@given(st.text(max_size=12) | st.text(alphabet=string.ascii_letters + "-_", max_size=12))
def test_any_text_is_a_language_that_reads_back_or_a_clean_error(text: str) -> None:
    try:
        language = Language.parse(text)
    except UnknownLanguage:
        return
    assert Language.parse(str(language)) == language
    assert len(language.code) == 3
    assert len(language.script) == 4


def test_a_thousand_codes_take_less_than_a_fifth_of_a_second() -> None:
    Language.parse("swh")
    written = [code.upper() for code in sorted(codes())[:1000]]
    began = time.process_time()
    for code in written:
        Language.parse(code)
    assert time.process_time() - began < 0.2


def test_where_no_language_is_given_there_is_none() -> None:
    assert Language.given(None) is None
    assert Language.given("swh") == Language.given(Language.parse("swh")) == Language.parse("swh")


def test_what_no_language_is_called_is_not_known() -> None:
    assert Language.known("Kiswahili") == Language.parse("swa")
    assert Language.known("no such language") is None
    assert Language.known("") is None
