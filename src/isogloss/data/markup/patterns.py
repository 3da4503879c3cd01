"""What is protected within a line: one pattern of named kinds, tried in this order at every place.

Every part is linear: it starts where a word starts, holds what it has read, or is bounded in length.
"""

from __future__ import annotations

from typing import Final

import regex

_A = r"[A-Za-z0-9_]"
_UNSPACED = (
    r"[\p{Line_Break=SA}\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}\p{Javanese}\p{Balinese}\p{Yi}"
    r"\u3000-\u303f\uff00-\uffef]"
)
_URL_CHARACTER = rf"[[^\s<>\"'`{{}}|\\^\[\]()]--{_UNSPACED}]"
_URL_TAIL = rf"(?:{_URL_CHARACTER}|\({_URL_CHARACTER}*+\))*(?<![.,;:!?'\p{{Pf}}…])"
_EXTENSIONS = (
    "bash|bat|bmp|cfg|conf|cpp|cs|css|csv|dll|docx?|env|exe|gif|go|gz|h|hpp|html?|ico|ini|ipynb|jar|java|"
    "jpe?g|jsonl?|js|jsx|kt|lock|log|lua|md|mp3|mp4|parquet|pdf|php|png|pptx?|py|rb|rs|rst|scss|sh|sql|svg|"
    "swift|tar|tex|toml|tsv|tsx?|txt|vue|wav|xlsx?|xml|ya?ml|zip"
)
_DOMAINS = "com|org|net|io|edu|gov|dev|info|ai|co|app|eu|uk|de|fr|ke|tz|ng|za|cn|jp|br|ru"
_ATTRIBUTES = r"(?:\s(?:[^<>\"']|\"[^\"]{0,2000}+\"|'[^']{0,2000}+')*+)?+"

_KINDS: Final = {
    "url": (
        rf"(?<!{_A})(?:(?:https?|ftps?|file|git|ssh|s3|gs|hdfs|wss?)://"
        rf"|(?:mailto|tel|data|doi|urn|magnet):(?=\S))"
        rf"{_URL_TAIL}"
        rf"|(?<![{_A[1:-1]}.@-])www\.{_URL_TAIL}"
        rf"|(?<![{_A[1:-1]}.@/-])(?:[A-Za-z0-9-]++\.)+(?:{_DOMAINS})(?![A-Za-z0-9-]|\.[A-Za-z0-9])"
        rf"(?:[/?#]{_URL_TAIL})?"
    ),
    "email": rf"(?<![{_A[1:-1]}.+-])[A-Za-z0-9_.+-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)+",
    "tag": rf"</?[A-Za-z][\w:.-]*+{_ATTRIBUTES}\s*/?>|<![A-Za-z][^<>]{{0,500}}+>|<\|[^|<>\n]{{1,60}}\|>",
    "entity": r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});",
    "maths": (
        r"(?<![\\\p{L}\p{N}$])\$(?!\s)(?:(?=[^$\n]{0,1000}?[\\^_={}+<>|*])(?:[^$\n\\]|\\.){1,1000}?|[^$\s\\]{1,100}?)"
        r"(?<!\s)\$(?![\p{L}\p{N}$])"
    ),
    "placeholder": (
        r"%\(\w{1,100}\)[-+ #0]*+\d*+(?:\.\d++)?[diouxXeEfFgGcrsa]"
        r"|%\{\w{1,100}\}|%%|(?<!%)%[A-Z_]{2,40}%"
        r"|%(?:\d+\$)?[-+0#]*+(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|L|z|j|t|q)?"
        r"[diouxXeEfFgGcrsaA@p](?![A-Za-z])"
        r"|(?<![\d\p{L}])(?<!\d )%(?:\d+\$)?[ds]"
        r"|(?<!\d)%\d{1,2}(?![\d%])"
        rf"|\$\([^()\n]{{0,200}}\)|\$[A-Za-z_]{_A}*+|__{_A}{{1,60}}?__"
        rf"|\[[A-Z][A-Z0-9_ ]{{1,40}}\]|\[\^?\d[\d, –-]{{0,20}}\]"
        r"|(?<![\p{L}\p{N}:]):[a-z][a-z0-9_+-]{1,40}:(?![\p{L}\p{N}])"
    ),
    "link": (
        r"\]\([^()\s]{0,2000}+(?:\([^()\s]{0,500}+\)[^()\s]{0,2000}+)?"
        r"(?:\s++(?:\"[^\"\n]{0,300}+\"|'[^'\n]{0,300}+'))?\s*\)"
        r"|\]\[[^\[\]\n]{0,200}+\]|(?m:^[ \t]{0,3}\[[^\[\]\n]{1,200}+\]:[ \t]*\S++)"
        r"|\[\^[\w-]{1,60}\]|\[\[[^\[\]\n]{1,200}+\]\]"
    ),
    "identifier": (
        rf"(?<!{_A})(?={_A}{{0,200}}?[A-Za-z0-9]_++[A-Za-z0-9]){_A}++(?:\(\))?"
        rf"|(?<!{_A})(?=[A-Za-z0-9]{{0,60}}[a-z][A-Z])[A-Za-z][A-Za-z0-9]*+(?:\(\))?(?!{_A})"
        rf"|(?<![{_A[1:-1]}.])[A-Za-z_]{_A}*+(?:\.[A-Za-z_]{_A}*+)*+\(\)"
        rf"|(?<![{_A[1:-1]}.])[a-z_][a-z0-9_]++(?:\.[a-z_][a-z0-9_]++){{2,}}(?!{_A})"
        rf"|(?<![\w-])--[A-Za-z][\w-]*+(?:=[^\s,;)]++)?|(?<![\w-])-[A-Za-z](?![\w-])"
        r"|(?<![\p{L}\p{N}_@#&])[@#][\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*+"
        r"|(?<![A-Za-z0-9.])(?:0x[0-9A-Fa-f]++|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
        r"|v?\d++\.\d++\.\d++[\w.+-]*+(?<=\w)|v\d++(?:\.\d++)+)(?![A-Za-z0-9])"
        r"|(?<![A-Za-z0-9])(?=[0-9a-f]{0,39}[a-f])(?=[0-9a-f]{0,39}\d)[0-9a-f]{7,40}(?![A-Za-z0-9])"
    ),
    "path": (
        r"(?<![\w/.:<])(?:~|\.{1,2})?/(?:[A-Za-z0-9_.@%+-]++/)*+(?:[A-Za-z0-9_.@%+-]*[A-Za-z0-9_])?(?![\p{L}])"
        r"|(?<![A-Za-z])[A-Za-z]:\\(?:[A-Za-z0-9_.-]++\\)*+(?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?"
        rf"|(?<![\w./-])(?:[A-Za-z0-9_.-]++/)*(?:[A-Za-z0-9_-]++\.)+(?:{_EXTENSIONS})(?![A-Za-z0-9_-])"
    ),
    "mark": (
        r"\\[A-Za-z]{2,30}\*?"
        r"(?:(?<=\\(?:cite[a-z]*|ref|eqref|label|url|includegraphics|usepackage|input))"
        r"(?:\[[^\]\n]{0,200}\])?\{[^{}\n]{0,200}\})?"
        r"|\\[^\sA-Za-z0-9]|\\[A-Za-z]|\\|[*|\[\]{}<>`]++|~~|==++|(?<![\p{L}\p{N}])_++|_++(?![\p{L}\p{N}])"
    ),
}
_LETTERS = rf"[[\p{{L}}\p{{M}}]--{_UNSPACED}]"
_NUMBER: Final = (
    rf"(?<!{_LETTERS})(?<!\p{{N}})[$€£¥₹]?[-+−]?\p{{Nd}}++"
    rf"(?:[.,:/٫٬'’\u00a0\u202f]\p{{Nd}}++)*+(?:[%٪‰])?(?!{_LETTERS})"
)

# Where none of them can begin, which is nearly everywhere, they need not be tried one by one.
_START: Final = (
    r"(?:(?=[<&$%\[\]\\*|{}`~=/.@#:_-])|(?<![A-Za-z0-9_])(?=[A-Za-z]?[a-z]*+[A-Z0-9_.:/@\\(+-]|[0-9]))"
)
INLINE: Final = regex.compile(
    f"{_START}(?:{'|'.join(f'(?P<{kind}>{part})' for kind, part in _KINDS.items())})", regex.V1
)
NUMBER: Final = regex.compile(_NUMBER, regex.V1)
# What a line begins with before its text, and what ends it.
PREFIX: Final = regex.compile(
    r"(?m)^[ \t]*+(?:(?:>|[-*+•](?=[ \t])|#{1,6}(?=[ \t])|\d{1,9}[.)](?=[ \t])"
    r"|[A-Ha-h][.)](?=[ \t]))[ \t]*+)++"
    r"(?:\[[ xX]\][ \t]++)?+",
    regex.V1,
)
BREAK: Final = regex.compile(r"(?<![ \t])[ \t]*+(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])\s*+", regex.V1)
