"""What can end a sentence, and what stands behind it: the patterns that sentence breaks are decided with.

Source: Unicode's Sentence_Terminal and Sentence_Break properties (UAX #29), less the marks that separate
clauses (Burmese U+104A, Javanese pada lingsa, Balinese carik siki), plus what Unicode leaves out: the Tibetan
shad, ellipses, the doubled Ethiopic word space, and the stand-ins people type for marks their keyboard lacks.
"""

from __future__ import annotations

from typing import Final

import regex

_V1 = regex.V1
_INDIC = r"\p{Deva}\p{Beng}\p{Guru}\p{Gujr}\p{Orya}\p{Taml}\p{Telu}\p{Knda}\p{Mlym}\p{Sinh}\p{Olck}\p{Mtei}"
# Invisible characters that may follow any other: direction marks, zero-width ones, variation selectors.
HIDDEN: Final = r"[\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe0e\ufe0f\ufeff]"
BLANK: Final = r"[\p{Zs}\t]"
_SHAD = r"\u0f0d-\u0f12\u0f14"
_MARK = r"!?\u203c\u203d\u2047-\u2049\u2e2e\u2e2f\ufe56\ufe57"
_PERIOD = r".\u2024\ufe52\u06d4"
_ELLIPSIS = r"\u2026\u22ef\ufe19"
# Ends a sentence wherever it stands.
_PLAIN = rf"[[\p{{STerm}}\uff0e{_SHAD}]--[{_MARK}{_PERIOD}\u104a\u1b5e\ua9c8\ua876]]"
_TYPED = (
    r"(?<=\p{Ethiopic})(?:[\u1361:]{2}|:(?=\s))"
    r"|(?<=\p{Armenian}[\p{Pe}\p{Pf}\"]?):(?=\s|$)"
    r"|(?<=\p{Greek}[\p{Pe}\p{Pf}\"]?);(?=[\p{Pe}\p{Pf}\"]*+(?:\s|$))"
    rf"|(?<=[{_INDIC}][\p{{Pe}}\p{{Pf}}\"]?\ ?)\|{{1,2}}(?=\s|$)"
)
_ANY = rf"(?:[{_MARK}{_PERIOD}{_ELLIPSIS}]++|{_PLAIN}++|{_TYPED})"

STOP: Final = regex.compile(_ANY, _V1)
# What makes one stop of several: "?!", ". . .", "། །"; a repeated group would take memory for each.
MORE: Final = regex.compile(rf"{HIDDEN}*+{BLANK}*+{_ANY}(?!(?<=[{_PERIOD}])\w)|{HIDDEN}++", _V1)
# Languages that often write a blank and no mark: behind these verbs in Dzongkha, before these words in Thai.
_DZONGKHA = "མས|ནུག|ཨིན|འདུག|ཅི|ཡི|པས|ཡོད|ཡོདཔ|ཨིནམ|འོང|ཚུགས"
_THAI = (
    "อย่างไรก็(?:ตาม|ดี)|นอกจาก(?:นี้|นั้น)|ดังนั้น|ด้วยเหตุนี้|จากนั้น|หลังจากนั้น|ใน?ขณะเดียวกัน|ในที่สุด|ตอนนี้|ทั้งนี้|ต่อมา|นี่|นั่น"
    "|ผม|ฉัน|พวกเขา|เขา|เธอ|มัน|การ"
)
STOP_OR_BLANK: Final = {
    "dzo": regex.compile(
        rf"{STOP.pattern}|(?<!\ )\ ++(?<=\u0f0b(?:{_DZONGKHA})\u0f0b?\ +)(?=\p{{Tibetan}})", _V1
    ),
    "tha": regex.compile(rf"{STOP.pattern}|(?<!\ )\ ++(?=[\"“‘]?(?:{_THAI}))", _V1),
}
PERIOD: Final = regex.compile(rf"[{_PERIOD}]{HIDDEN}*+", _V1)
ELLIPSIS: Final = regex.compile(rf"[{_PERIOD}{_ELLIPSIS}\s{HIDDEN}]++", _V1)
MARKS: Final = regex.compile(rf"[{_MARK}{_PERIOD}{_ELLIPSIS}\s;{HIDDEN}]++", _V1)
SHADS: Final = regex.compile(rf"[{_SHAD}\s]++", _V1)

_SYMBOL = r"[\p{Extended_Pictographic}\p{RI}\p{EMod}\u20e3\u200d\ufe0f--[\p{N}#*]]"
_CITED = r"\[(?:\d{1,3}|[a-z]|citation\ needed)\]"
_BEHIND = rf"{_CITED}|{BLANK}{{1,3}}+[»›](?=[\s\p{{P}}]|$)|{BLANK}{{0,3}}+{_SYMBOL}++"
# Behind a stop that wants a blank after it any quotation mark closes; what opens stands behind the blank.
CLOSERS: Final = regex.compile(
    rf"(?:[\p{{Pe}}\p{{Pf}}\p{{Pi}}\u201e\"'*_{HIDDEN}]++|{_BEHIND}){{0,50}}+",
    _V1,
)
# Behind a stop that wants none, an opening mark closes only where nothing but a blank or an end follows.
TIGHT_CLOSERS: Final = regex.compile(
    rf"(?:[\p{{Pe}}\p{{Pf}}{HIDDEN}]++|\p{{Pi}}(?=[\p{{Pf}}\p{{Pi}}]?(?:\s|$))|{_BEHIND}){{0,50}}+", _V1
)
# What str.isspace takes for blank, U+001F among it.
BLANKS: Final = regex.compile(r"[\s\x1c-\x1f]*+", _V1)
# What may stand before the first word of a sentence, and that word.
OPENERS: Final = regex.compile(rf"[\s\p{{Ps}}\p{{Pi}}\p{{Pf}}\p{{Pd}}\"'`¿¡*•·#_{HIDDEN}]*+", _V1)
WORD: Final = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’\u200c\u200d]{0,30}", _V1)
# What goes on with the sentence that seemed to have ended.
CONTINUES: Final = regex.compile(
    rf"{BLANK}*+[,;:\u060c\u061b\u055d\u3001\uff0c\uff1a\uff1b\u104a\u1363-\u1366\u07f8]", _V1
)
# The word a full stop ends, with the full stops inside it; read backwards from its end.
BEFORE: Final = regex.compile(r"(?r)[\p{L}\p{M}\p{N}.'’\"§№:\u05f3\u05f4\u200c\u200d]{1,24}", _V1)
# A word that opens a sentence though it begins in lower case: 'n Man, uRosa, e-New York.
PREFIXED: Final = regex.compile(
    r"(?<=['’ʼ‘])\p{Ll}{1,2}[\s'’]++[\p{Lu}\p{Lt}]|\p{Ll}{1,6}[-'’]?[\p{Lu}\p{Lt}]", _V1
)
UPPER: Final = regex.compile(r"[\p{Lu}\p{Lt}]", _V1)
# Georgian letters are lower case to Unicode and have no capitals in use.
LOWER: Final = regex.compile(r"[\p{Ll}--\p{Georgian}]", _V1)
UNCASED: Final = regex.compile(r"[\p{Lo}\p{Georgian}\p{M}]", _V1)
# Scripts whose full stops mostly abbreviate.
STOPLESS: Final = regex.compile(r"[\p{Thai}\p{Lao}]", _V1)
# Syllables that carry a Tibetan sentence on over the shad behind them: and, from, if, but, because, of, to.
SHAD_CONTINUES: Final = regex.compile(
    r"(?r)\u0f0b(?:དང|ནས|ལས|ཏེ|སྟེ|དེ|ཞིང|ཅིང|ཤིང|ཀྱང|ཡང|འང|ན|ལ|ལྟར|པས|བས|གིས|ཀྱིས|གྱིས|གི|ཀྱི|གྱི|ཞེས|ཅེས|ཤེས)\u0f0b?", _V1
)
ARMENIAN: Final = regex.compile(r"\p{Armenian}", _V1)
ARMENIAN_STOP: Final = regex.compile(r"\u0589|\p{Armenian}[\p{Pe}\p{Pf}]?:", _V1)
HANGUL: Final = regex.compile(r"\p{Hangul}", _V1)
# What goes on after a quotation: Japanese and Korean particles.
QUOTED: Final = regex.compile(r"[とをがは]|って|など|に(?!も)|の|\ ?(?:이?라고|이?라는|라며|하고)", _V1)
# A letter that stands for a name: a capital, or any one of a script without case that is no syllabary.
INITIAL: Final = regex.compile(
    r"[\p{Lu}\p{Lt}]\p{M}*|[\p{Lo}--[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]]", _V1
)
DOTTED: Final = regex.compile(r"(?:\p{L}\p{M}*[.])++\p{L}\p{M}*", _V1)
# The letters of "z. B.", read backwards from the last.
SPACED: Final = regex.compile(
    rf"(?r)(?<![\p{{L}}\p{{M}}\p{{N}}.])(?:\p{{L}}\p{{M}}*[.]{BLANK}?){{1,4}}\p{{L}}\p{{M}}*", _V1
)
FIGURE: Final = regex.compile(r"\d{1,3}|[IVXL]{1,5}", _V1)
LISTED: Final = regex.compile(rf"{BLANK}*+[(\[*•\-–]?(?:\d{{1,3}}|\p{{L}}|[ivxlIVXL]{{1,5}})", _V1)
