"""Each rule finds what it is for, in many scripts, and leaves good pairs alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.bitext import score
from isogloss.bitext.quality.rules.encoding import broken
from isogloss.bitext.quality.rules.placeholders import kept_parts
from isogloss.bitext.quality.rules.roundtrip import chrf
from isogloss.bitext.quality.table import RULES, chosen_rules
from isogloss.errors import InputError, UnknownName

# rule, languages, source, target
BAD = [
    ("empty", "eng", "deu", "Good morning", "  "),
    ("empty", "eng", "amh", "Good morning", "…!"),
    ("long", "eng", "deu", "word " * 3000, "Wort " * 3000),
    ("length", "eng", "swh", "We have lived in this house for more than twenty years.", "Ndiyo."),
    ("length", "eng", "zho", "Yes, we will.", "我们在河边的这座房子里已经住了二十多年了，谁也不想搬走。" * 3),
    ("language", "eng", "deu", "We have lived here for years.", "Nous habitons ici depuis vingt ans déjà."),
    ("language", "hin", "eng", "हम यहाँ बीस साल से रह रहे हैं।", "Wir wohnen hier seit zwanzig Jahren im Dorf."),
    ("script", "eng", "rus", "We have lived here", "My zhivyom zdes davno"),
    ("script", "eng", "jpn", "We have lived here", "우리는 여기에 살고 있습니다"),
    ("copied", "eng", "swh", "We have lived here for years.", "We have lived here for years."),
    ("copied", "eng", "swh", "We have lived here for years.", "We have lived here for many years"),
    ("copied", "eng", "fra", "click here to continue", "click here to continue"),
    ("numbers", "eng", "deu", "It cost 1,250 euros in 2019.", "Es kostete 1.350 Euro im Jahr 2019."),
    ("numbers", "eng", "hin", "There were 45 people.", "वहाँ ५४ लोग थे।"),
    ("numbers", "eng", "ara", "He was born in 1956.", "ولد عام ١٩٦٥."),
    ("numbers", "eng", "zho", "The road is 350 km long.", "这条路长五百公里，宽20米。"),
    ("numbers", "eng", "deu", "Lines 120, 135 and 148 are late.", "Die Linien haben Verspätung."),
    ("placeholders", "eng", "deu", "Hello {name}, see https://a.org/x.", "Hallo {nom}, siehe https://a.org/x."),
    ("placeholders", "eng", "jpn", "%s files were copied", "ファイルがコピーされました"),
    ("placeholders", "eng", "amh", "Write to info@example.org", "ይጻፉልን"),
    ("placeholders", "eng", "tha", "<b>New</b> messages", "<b>ข้อความใหม่"),
    ("encoding", "eng", "fra", "The café is open.", "Le cafÃ© est ouvert."),
    ("encoding", "eng", "rus", "Yes", "Ð”Ð°, ÐºÐ¾Ð½ÐµÑ‡Ð½Ð¾"),
    ("encoding", "eng", "deu", "Salt and pepper", "Salz &amp; Pfeffer"),
    ("encoding", "eng", "deu", "Hello", "Hal\x02lo"),
    ("encoding", "eng", "deu", "Hello", "Gr\ufffd\ufffde"),
]  # fmt: skip
GOOD = [
    ("eng", "deu", "It cost 1,250.50 euros on 12 March 2019.", "Es kostete am 12. März 2019 1.250,50 Euro."),
    ("eng", "hin", "There were 45 people in 1998.", "१९९८ में वहाँ ४५ लोग थे।"),
    ("eng", "tha", "He was born in 1990.", "เขาเกิดในปี พ.ศ. 2533"),
    ("eng", "zho", "The population is 35,000.", "人口为3.5万。"),
    ("eng", "swh", "The meeting starts at 2 in the afternoon.", "Mkutano unaanza saa 8 mchana."),
    ("eng", "fas", "She died in 2001.", "او در سال ۱۳۸۰ درگذشت."),
    ("eng", "deu", "Two dogs", "2 Hunde"),
    ("eng", "deu", "On the 21st they left.", "Am 21. sind sie gegangen."),
    ("eng", "fra", "New York Times", "New York Times"),
    ("eng", "mya", "Barack Obama", "Barack Obama"),
    ("eng", "jpn", "See https://example.org/a?b=1.", "https://example.org/a?b=1を見てください。"),
    ("eng", "deu", "Hello {name}!", "Hallo {name}!"),
    ("eng", "fra", "He said: «no»", "Il a été : « non »"),
    ("eng", "ara", "50% of them", "٥٠٪ منهم"),
    ("hrv", "srp_Latn", "Ovo je moja kuća.", "Ovo je moj dom."),
    ("eng", "zho", "Microsoft Windows is an operating system.", "Microsoft Windows是操作系统。"),
]


def fired(source: str, target: str, left: str, right: str) -> set[str]:
    (one,) = score([(source, target)], source=left, target=right)
    return set(one.reasons)


@pytest.mark.parametrize(("rule", "left", "right", "source", "target"), BAD)
def test_a_rule_finds_what_it_is_for(rule: str, left: str, right: str, source: str, target: str) -> None:
    assert rule in fired(source, target, left, right)


@pytest.mark.parametrize(("left", "right", "source", "target"), GOOD)
def test_good_pairs_give_no_reason(left: str, right: str, source: str, target: str) -> None:
    assert fired(source, target, left, right) == set()


def test_margin_finds_a_pair_no_nearer_than_others() -> None:
    numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight"]
    things = ["dogs", "houses", "rivers", "books", "women", "cars", "stones", "birds"]
    pairs = [(f"We saw {n} {thing}", f"We saw {n} {thing}.") for n in numbers for thing in things]
    shuffled = [(pairs[0][0], "She prefers green tea with lemon"), *pairs[1:]]
    found = list(score(shuffled, rules="margin"))
    assert found[0].badness["margin"] == 1
    assert max(one.badness["margin"] or 0 for one in found[1:]) < 1
    (alone,) = score(shuffled[:1], rules="margin")
    assert alone.badness == {"margin": None}


def test_length_is_learned_where_no_table_knows_the_language() -> None:
    usual = [(f"{'ab ' * n}", f"{'ⴰⴱⴷ ' * n * 2}") for n in range(10, 70)]
    for extra, fires in ((("ab " * 50, "ⴰⴱⴷ " * 100), False), (("ab " * 50, "ⴰⴱⴷ " * 12), True)):
        *_, last = score([*usual, extra], source="eng", target="und_Tfng", rules="length")
        assert ("length" in last.reasons) == fires


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("no parts: 100 % sure, 3 < 4 > 2, a@b", []),
        ("{a} {{b}} ${c} %s %1$s", ["{a}", "{{b}}", "${c}", "%s", "%1$s"]),
        ("%(n)d %.2f $HOME", ["%(n)d", "%.2f", "$HOME"]),
        ("詳しくはhttps://a.org/bをご覧ください", ["https://a.org/b"]),
        ("www.a.org, (me.you@a-b.co.uk)", ["www.a.org", "me.you@a-b.co.uk"]),
        ('<a href="x">y</a><br/>', ['<a href="x">', "</a>", "<br/>"]),
    ],
)  # fmt: skip
def test_parts_that_stay_are_found(text: str, parts: list[str]) -> None:
    assert sorted(kept_parts(text).elements()) == sorted(parts)


@pytest.mark.parametrize("text", ["À votre santé », dit-il", "ß", "ÄÖÜ", "naïve façade", "«Ñandú»", "Ông ấy"])
def test_letters_with_marks_are_not_taken_for_broken(text: str) -> None:
    assert broken(text) == ""


def test_chrf_is_one_for_the_same_and_zero_for_nothing_in_common() -> None:
    assert chrf("ፀሐይ ወጣች", "ፀሐይ ወጣች") == 1
    assert chrf("abc", "xyz") == 0
    assert 0 < chrf("the sun rose", "the sun rises") < 1


def test_rules_are_chosen_by_name_and_taken_away_by_minus() -> None:
    usual = chosen_rules(None)
    assert set(usual) == set(RULES) - {"perplexity", "roundtrip"}
    assert chosen_rules("numbers, length") == ("length", "numbers")
    assert chosen_rules("-copied") == tuple(name for name in usual if name != "copied")
    assert chosen_rules(["length", "roundtrip", "-length"]) == ("roundtrip",)
    with pytest.raises(UnknownName, match="Did you mean length"):
        chosen_rules("lenght")
    with pytest.raises(InputError, match="No rule is left"):
        chosen_rules("length,-length")


PIECES = st.sampled_from(
    ["a", "ቤት", "ရေ", "น้ำ", "سلام", "ߒߞߏ", "水", "पानी", "😀", "\ud800", "\x00", "%s", "{", "12", "٣", "½",
     "\u202e", "三万", "http://", "@", "<b", "Ã©", " ", "\u00a0"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4), st.sampled_from([None, "eng", "nqo", "zho"]))
def test_whatever_text_comes_there_is_a_score(pairs: list[tuple[str, str]], language: str | None) -> None:
    found = list(score(pairs, source=language, target="amh" if language else None))
    assert [(one.source, one.target) for one in found] == pairs
    for one in found:
        assert 0 <= one.score <= 1
        assert all(value is None or 0 <= value <= 1 for value in one.badness.values())
        assert all(one.badness[name] is not None for name in one.reasons)
