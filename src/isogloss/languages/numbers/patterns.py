"""What numbers look like, in text whose digits and marks are folded to ASCII."""

from __future__ import annotations

from functools import cache
from typing import Final

import regex

from isogloss.languages.numbers.numerals import numerals_pattern

# Currencies written in letters, right before the digits.
_CURRENCY: Final = (
    "Rs|Rp|RM|[KkTtUu]?[Ss]h|Tk|Kz|R|kr|"
    "USD|EUR|GBP|INR|JPY|CNY|RMB|KES|TZS|UGX|NGN|ETB|ZAR|BDT|PKR|IDR|VND|THB|KRW|MXN|BRL|RUB|TRY|EGP|XOF|XAF"
)
# A hyphen behind these is no minus, but behind 是 or は it is.
_SPACED: Final = r"[\p{L}--\p{Han}--\p{Hiragana}--\p{Katakana}--\p{Line_Break=SA}]"
_SIGN: Final = rf"(?P<sign>负|負|マイナス|(?<![\p{{N}}\p{{M}})\]%]|{_SPACED})[-+])?+"
VULGAR: Final = r"[¼-¾⅐-⅞↉]"


@cache
def number_pattern(blank: str) -> regex.Pattern[str]:
    """Return the pattern of numbers; blank: ``" "`` where a plain blank may part thousands, else empty.

    Groups: ``word`` (no number), ``ratio``, ``numeral``, ``vulgar`` or ``chain``, of which one is there; then
    ``sign``, ``money``, ``half``, ``above``, ``below``, ``power`` (of ten), ``exponent``,
    ``percent``, ``coin``.
    """
    chain = rf"[0-9]++(?:(?:[.,'٫٬]|[\u00a0{blank}](?=[0-9]{{3}}(?![0-9])))[0-9]++)*+"
    numeral = numerals_pattern()
    above = rf"(?:{numeral}|{chain})"
    sign_or_code = rf"(?<![0-9])[%‰]|\p{{Sc}}|(?<!\p{{LC}})(?:{_CURRENCY})\.?+"
    money = rf"(?:(?P<money>{sign_or_code})[ \u00a0]?+|(?<![\p{{LC}}0-9]))"
    not_money = rf"(?<![\p{{LC}}\p{{M}}\p{{N}}])(?!(?:{_CURRENCY})[0-9])"
    word = rf"{not_money}\p{{LC}}++[0-9][0-9\p{{LC}}]*+(?:[.,][0-9]++)*+"
    return regex.compile(
        rf"(?P<word>{word})"
        rf"|(?P<ratio>{above}(?:分之|分の|분의)[ ]?{above})"
        rf"|{_SIGN}\u200e*+(?:{money}(?:(?P<numeral>{numeral}){_unit()}"
        rf"|(?P<chain>(?<![0-9.])[.٫][0-9]++|{chain}){_tail()})"
        rf"|(?P<vulgar>{VULGAR}){_unit()})",
        regex.V1,
    )


def _tail() -> str:
    half = rf"[ \u00a0]?(?P<half>{VULGAR})"
    fraction = r"(?:[ ](?P<above>[0-9]++))?+/(?P<below>[0-9]++)(?!/)"
    raised = r"(?:\^|\*\*)\{?(?P<power>[-+]?[0-9]++)\}?|(?P<power>[⁻⁺]?[⁰¹²³⁴-⁹]++)"
    power = rf"[eE](?P<power>[-+]?[0-9]++)(?!\p{{LC}})|[ \u00a0]?[×xX*·⋅][ \u00a0]?10(?:{raised})"
    # A raised digit behind a longer number is a footnote: 1492³.
    small = r"(?<=(?<![0-9.,])[0-9]{1,2})(?P<exponent>[⁻⁺]?[⁰¹²³⁴-⁹]++)"
    exponent = rf"(?:\^|\*\*)[ ]?\{{?(?P<exponent>[-+]?[0-9]++)\}}?|{small}"
    return rf"(?:{half}|{fraction}|{power}|{exponent})?+{_unit()}"


def _unit() -> str:
    return r"(?:[ \u00a0]?\u200e*+(?P<percent>[%‰‱])|[ \u00a0]?(?P<coin>\p{Sc})(?![ ]?[0-9]))?+"
