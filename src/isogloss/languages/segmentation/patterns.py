"""Which characters hang together: the classes that words and the clusters of unspaced scripts are cut by.

Properties are Unicode's, by the names of the ``regex`` library: InSC is Indic_Syllabic_Category.
"""

from __future__ import annotations

from typing import Final

# Scripts of India's south-east written without blanks, where Line_Break=SA asks for a dictionary, and their
# kin that Unicode breaks otherwise but that are written without blanks too.
COMPLEX: Final = (
    r"[\p{Line_Break=SA}\p{Javanese}\p{Balinese}\p{Batak}\p{Buginese}\p{Makasar}\p{Rejang}"
    r"&&[\p{L}\p{M}\p{Nl}]]"
)
# One character is a word or a piece of one. Katakana is cut into runs, as UAX #29 does.
IDEOGRAPHIC: Final = (
    r"[\p{Han}\p{Hiragana}\p{Bopomofo}\p{Nushu}\p{Tangut}\p{Khitan_Small_Script}\p{Yi}&&[\p{L}\p{M}\p{Nl}]]"
)
KATAKANA: Final = r"[\p{Katakana}\u30fc\uff70\uff9e\uff9f&&[\p{L}\p{M}]]"
UNSPACED: Final = rf"[{COMPLEX}{IDEOGRAPHIC}]"
# UAX #29's MidLetter, MidNumLet and ExtendNumLet, and the hyphens: they hold a word together.
JOINER: Final = (
    r"[-_'.:\u2010\u2011\u2018\u2019\u2024\u2027\u00b7\u0387\u055f\u05f3\u05f4\ufe13\ufe52\uff07\uff0e]"
)
MARKS: Final = r"[\p{M}\u200c\u200d]"

_STACKER = r"[\p{InSC=Virama}\p{InSC=Invisible_Stacker}]"
_LEADING = r"\p{Logical_Order_Exception}"  # vowels written before their consonant: Thai เ, Lao ໄ
_TRAILING = rf"[[\p{{InSC=Vowel_Dependent}}&&\p{{L}}--{_LEADING}]\u0e46\u0ebd\u0ec6\u17d7]"
_BASE = rf"[[{COMPLEX}&&[\p{{L}}\p{{Nl}}]]--{_LEADING}--{_TRAILING}]"
_STACKED = rf"(?:(?<={_STACKER}){_BASE}{MARKS}*+)*+"
# A Burmese consonant with the killer asat closes the syllable before it.
_CODA = rf"(?:[\p{{Myanmar}}&&\p{{L}}](?=[\u1037\u1038]*\u103a){MARKS}*+{_STACKED})*+"

# What is written around one consonant: a syllable in Burmese and Shan, less than one in Thai, Lao and Khmer.
CLUSTER: Final = rf"{_LEADING}*+{_BASE}{MARKS}*+{_STACKED}{_TRAILING}*+{_CODA}|{COMPLEX}{MARKS}*+"
# One character of a script of thousands; small kana and the long mark belong to the kana before them.
IDEOGRAPH: Final = rf"{IDEOGRAPHIC}{MARKS}*+[ぁぃぅぇぉっゃゅょゎー]*+"
