"""What is wrong with the files that a user named is found before anything is written."""

from __future__ import annotations

from isogloss.languages import Language
from isogloss.measure.columns import by_language, number
from isogloss.measure.lexicons import lexicon
from isogloss.measure.populations import by_income
from isogloss.measure.prices import read_prices
from isogloss.measure.request import Settings
from isogloss.measure.templates import read_templates
from isogloss.measure.wordlinks import read_links


def check_files(settings: Settings, pivot: Language) -> None:
    """Read every file that the settings name once; raises InputError or BadRow that says what is wrong."""
    if settings.prices is not None:
        read_prices(settings.prices)
    if settings.populations is not None:
        by_income(settings.populations, dict.fromkeys(by_language(settings.populations)[1], 1.0))
    if settings.given is not None:
        header, rows = by_language(settings.given)
        for language, values in rows.items():
            for name, value in zip(header, values, strict=True):
                if value:
                    number(value, settings.given, f"{name!r} of {language}")
    if settings.lexicon is not None:
        lexicon(settings.lexicon, pivot, pivot)
    if settings.links is not None:
        read_links(settings.links, pivot)
    if settings.templates is not None:
        read_templates(settings.templates)
