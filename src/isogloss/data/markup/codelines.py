"""Lines that are code although nothing marks them as such, and whole values that are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from isogloss.data.markup.paired import Place

_SQL: Final = (
    r"(?:SELECT\b(?=[^;]{0,2000}?\bFROM\b|[^;\n]{0,200};)|INSERT\s++INTO\b|UPDATE\s++\S++\s++SET\b|DELETE\s++FROM\b"
    r"|(?:CREATE|DROP|ALTER)\s++(?:TABLE|VIEW|INDEX|DATABASE)\b|WITH\s++\w++\s++AS\s*+\()"
)
_LINE: Final = regex.compile(
    r"(?m)^[ \t]*+(?:"
    r"(?:async\s++)?def\s++\w++\s*+\(|class\s++[A-Z]\w*+\s*+(?:\([^()\n]*+\))?\s*+[:{][ \t]*+$"
    r"|import\s++[\w.]++(?:\s++as\s++\w++)?;?[ \t]*+$"
    r"|from\s++[\w.]++\s++import\s|#include\b|#!/|(?:public|private|protected|static)\s++\w++[^.\n]*+[({;]"
    r"|(?:const|let|var)\s++\w++\s*+=|function\s*+\w*+\s*+\(|package\s++[\w.]++;|using\s++[\w.]++;"
    r"|(?:for|while|if|elif)\b[^\n]{1,300}:[ \t]*+$(?=\n[ \t]++\S)|(?:else|try|finally):[ \t]*+$"
    r"|(?:print|console\.log|printf|puts|echo)\s*+\([^\n]*+|\$\s++[a-z][\w-]*+\s++|>>>\s|\.\.\.\s{2,}\S"
    r"|(?:pip|npm|apt|apt-get|git|docker|conda|cargo|brew|yarn)\s++[a-z-]++\s++[-\w./:=]++[ \t]*+$"
    r"|[A-Za-z_][\w.\[\]]*+\s*+(?:[-+*/]?=)\s*+(?:[\[({\"'].*+|-?\d[\d.]*+|\w++[.(\[][^\n]*+)[;,]?[ \t\r]*+$"
    r"|[A-Za-z_][\w.]*+\([^\n]*\);?[ \t\r]*+$(?<!\w\([a-z]{1,3}\))"
    r"|return\s++[^\s.]++;?[ \t\r]*+$|[\])}]++[;,]?[ \t\r]*+$"
    r"|[^\n]*+(?<=[;{])[ \t\r]*+$(?<=[(){}=][^\n]*))"
    r"[^\n]*+$",
    regex.V1,
)
_STATEMENT: Final = regex.compile(rf"(?m)^[ \t]*+{_SQL}(?:[^;\n]|\n(?![ \t\r]*+\n))*+;?", regex.V1)
_WHOLE_SQL: Final = regex.compile(rf"(?i)\s*+{_SQL}", regex.V1)


def code_lines(text: str) -> Iterator[Place]:
    """Yield the places of lines, and of statements of SQL, that are code, in order and apart."""
    reached = 0
    found = [(match.start(), match.end()) for match in _LINE.finditer(text)]
    found += [(match.start(), match.end()) for match in _STATEMENT.finditer(text)]
    for start, end in sorted(found, key=lambda place: (place[0], -place[1])):
        if start >= reached and end > start:
            yield start, end, "code"
            reached = end


def is_code(value: str) -> bool:
    """Whether a whole value is code or a query, as a column of SQL holds them: no line of it is language."""
    if _WHOLE_SQL.match(value) and regex.search(r"(?i)\b(?:from|into|set|table|view|values|index)\b", value):
        return True
    lines = [line for line in value.splitlines() if line.strip()]
    return bool(lines) and all(_LINE.fullmatch(line) for line in lines)
