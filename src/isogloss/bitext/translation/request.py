"""What is asked for when a data set is to be translated."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from isogloss.data.lines import read_lines
from isogloss.data.markup import Protection, Term
from isogloss.errors import InputError
from isogloss.languages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationRequest:
    """A data set, its languages, and which columns are translated.

    data: a folder or file as ``load_dataset`` reads, or a file of one document. source: None where the data
    set says it. columns: those to translate, found by name where empty; keep: those never to translate.
    glossary: a TSV of terms (see ``read_glossary``). numbers: whether they are protected.
    """

    data: Path
    out: Path
    targets: tuple[Language, ...]
    source: Language | None = None
    columns: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    glossary: Path | None = None
    numbers: bool = True
    keep_going: bool = False

    def protection(self, target: Language) -> Protection:
        """Return what is protected on the way to one language."""
        terms = () if self.glossary is None else read_glossary(self.glossary, target)
        return Protection(terms, self.numbers)


def read_glossary(path: Path, target: Language) -> tuple[Term, ...]:
    """Return the terms of a TSV without header: term; term and translation; or term, language, translation.

    A term without translation (or with ``=``) is kept as it is. Rows of other languages are passed over.
    Raises InputError for a row without a term or a term with two translations, UnknownLanguage for a code
    that no table knows.
    """
    from isogloss.languages import matches

    terms: dict[str, Term] = {}
    for number, line in read_lines(path):
        if not line.strip():
            continue
        fields = [field.strip() for field in line.split("\t")]
        if not fields[0] or len(fields) > 3:
            raise InputError(
                f"{path}:{number}: no row of a glossary.",
                fix="Expected term; term, translation; or term, language, translation; tabs between.",
            )
        if len(fields) == 3 and not matches(Language.parse(fields[1]), target):
            continue
        translation = fields[-1] if len(fields) > 1 else ""
        term = Term(fields[0], "" if translation == "=" else translation)
        if terms.setdefault(term.term, term) != term:
            raise InputError(
                f"{path}:{number}: the term {term.term!r} stands there twice, with two translations.",
                fix="Keep one of them for each language.",
            )
    if not terms and len(list(read_lines(path))) == 0:
        raise InputError(f"{path} is empty.", fix="Expected a term a line.")
    return tuple(terms.values())
