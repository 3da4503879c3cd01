"""FAQ markup as it is found: JSON-LD in every nesting, microdata, broken scripts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isogloss.bitext.questions.markup import plain, read_page
from isogloss.bitext.questions.sites import page, site


def question(name: str, answer: object, kind: object = "Question") -> dict[str, object]:
    return {"@type": kind, "name": name, "acceptedAnswer": answer}


def script(value: object, **attributes: str) -> str:
    kind = attributes.get("type", "application/ld+json")
    return f'<script type="{kind}">{json.dumps(value, ensure_ascii=False)}</script>'


ANSWER = {"@type": "Answer", "text": "በሦስት ቀን ውስጥ።"}
PAIR = ("ጥቅሌ መቼ ይደርሳል?", "በሦስት ቀን ውስጥ።")


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "FAQPage", "mainEntity": [question(PAIR[0], ANSWER)]},
        {"@type": "FAQPage", "mainEntity": question(PAIR[0], ANSWER)},
        [{"@graph": [{"@type": ["WebPage", "FAQPage"], "mainEntity": [question(PAIR[0], [ANSWER])]}]}],
        question(PAIR[0], ANSWER, kind=["Question"]),
        question(PAIR[0], ANSWER, kind="https://schema.org/Question"),
        question(PAIR[0], PAIR[1]),
        {
            "@type": "QAPage",
            "mainEntity": {"@type": "Question", "name": PAIR[0], "suggestedAnswer": [ANSWER]},
        },
    ],
)
def test_json_ld_in_every_nesting(value: object) -> None:
    assert read_page(f"<html><body>{script(value)}</body></html>").questions == (PAIR,)


def test_markup_in_answers_becomes_text() -> None:
    answer = {
        "text": "<p>Open <b>set</b>tings.</p><ul><li>Tap&nbsp;here &amp; wait</li></ul><style>x{}</style>"
    }
    found = read_page(script(question("Why?", answer)))
    assert found.questions == (("Why?", "Open settings. Tap here & wait"),)


def test_microdata() -> None:
    markup = """
    <div itemscope itemtype="https://schema.org/FAQPage">
      <div itemscope itemprop="mainEntity" itemtype="https://schema.org/Question">
        <h3 itemprop="name">Wann kommt <i>mein</i> Paket?</h3>
        <div itemscope itemprop="acceptedAnswer" itemtype="https://schema.org/Answer">
          <div itemprop="text"><p>Bald,<br>mit der Post.</p><img src="a"></div>
        </div>
      </div>
      <div itemscope itemtype="https://schema.org/Question"><h3 itemprop="name">Ohne Antwort?</h3></div>
    </div>"""
    assert read_page(markup).questions == (("Wann kommt mein Paket?", "Bald, mit der Post."),)


def test_what_a_page_says_of_itself_and_what_is_broken() -> None:
    markup = (
        '<html lang="am"><head><link rel="canonical" href="https://a.org/am/">'
        '<meta property="og:url" content="https://b.org/"></head>'
        + '<script type="application/ld+json">{not json</script>'
        + script(question("q", "a"), type="text/javascript")
        + script(question(*PAIR))
        + script(question(*PAIR))
    )
    found = read_page(markup)
    assert (found.url, found.language, found.broken) == ("https://a.org/am/", "am", 1)
    assert found.questions == (PAIR,)


def test_nesting_without_end_is_given_up() -> None:
    deep: object = question(*PAIR)
    for _ in range(90):
        deep = [deep]
    assert read_page(script(deep)).questions == ()


@given(st.text(alphabet="<>/ab\"'= &;!-\n📞क", max_size=80))
def test_no_markup_is_ever_refused(markup: str) -> None:
    read_page(f"<html>{markup}")
    assert "\n" not in plain(markup)


@pytest.mark.parametrize(
    ("one", "other", "same_site", "same_page"),
    [
        ("https://example.org/en/faq", "https://example.org/fr/faq", True, True),
        ("https://www.example.org/faq?lang=en", "https://fr.example.org/faq", True, True),
        ("https://example.org/pt-br/faq?p=1", "https://example.org/zh-Hant/faq?p=1", True, True),
        ("https://example.org/en/faq?p=1", "https://example.org/en/faq?p=2", True, False),
        ("https://example.org/en/faq", "https://example.org/fr/aide", True, False),
        ("https://example.org/en/faq", "https://example.com/fr/faq", False, False),
        ("example.org/en/faq", "http://EXAMPLE.org/de/faq", True, True),
    ],
)
def test_urls_without_their_language(one: str, other: str, same_site: bool, same_page: bool) -> None:
    assert (site(one) == site(other)) is same_site
    assert (page(one) == page(other)) is same_page


def test_what_is_no_url_has_no_site() -> None:
    assert site("") == site("http://[::1") == ""
    assert page("http://[::1") == "http://[::1"
