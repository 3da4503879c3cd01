"""Build ``marks.tsv``: ``python -m isogloss.languages.numbers.building`` (needs the package babel).

Source: Unicode CLDR through Babel (Unicode licence; Babel itself is BSD).
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

from babel import Locale
from babel.localedata import locale_identifiers

from isogloss.errors import UnknownLanguage
from isogloss.languages.language import Language
from isogloss.languages.numbers.marks import Marks, lookup

# Their digits have marks of their own, U+066B and U+066C, which need no table: here stand the marks that go
# with ASCII digits.
_MARKED: Final = ("arab", "arabext")
_ASCII: Final = str.maketrans("،⹁٫’", ",,.'")
_ZEROS: Final = {
    "adlm": "𞥐", "arab": "٠", "arabext": "۰", "beng": "০", "cakm": "𑄶", "deva": "०", "hmnp": "𞅀",
    "mathsanb": "𝟬", "mtei": "꯰", "mymr": "၀", "nkoo": "߀", "olck": "᱐", "rohg": "𐴰", "tibt": "༠",
}  # fmt: skip


def main() -> None:
    """Write the table beside the package."""
    lines = ["# Source: Unicode CLDR via Babel (Unicode licence). space: any blank."]
    lines.append("language\tdecimal\tgroup\tgrouping\tzero")
    lines += ["\t".join(row) for row in _rows()]
    path = Path(str(files("isogloss.languages.numbers") / "marks.tsv"))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _rows() -> Iterator[tuple[str, ...]]:
    """Return the rows of the locales that differ from what the shorter name already tells."""
    known: dict[Language, Marks] = {}
    for identifier in sorted(locale_identifiers(), key=lambda name: (name.count("_"), name)):
        try:
            language = Language.parse(identifier)
        except UnknownLanguage:
            continue
        if identifier.count("_") == 0:
            language = Language(language.code)
        elif language.region is None and language.script == "Zyyy":
            continue
        marks = _marks(Locale.parse(identifier))
        if "_" not in identifier or lookup(language, known) != marks:
            known[language] = marks
            name, group = str(language).replace("_Zyyy", ""), marks.group.replace(" ", "space")
            yield (name, marks.decimal, group, marks.grouping, marks.zero)


def _marks(locale: Locale) -> Marks:
    system = locale.default_numbering_system
    latin = locale.number_symbols["latn"]
    own = locale.number_symbols.get(system, latin) if system not in _MARKED else latin
    group = own.get("group", latin["group"]).translate(_ASCII)
    return Marks(
        decimal=own.get("decimal", latin["decimal"]).translate(_ASCII),
        group=" " if group.isspace() else group,
        grouping="3;2" if locale.decimal_formats[None].grouping == (3, 2) else "3",
        zero=_ZEROS.get(system, "0"),
    )


if __name__ == "__main__":
    main()
