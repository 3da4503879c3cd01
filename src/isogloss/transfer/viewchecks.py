"""Whether the views of recipes can show the texts that they are given: told before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.contracts import Translator
from isogloss.models.translators.table import load_translator
from isogloss.transfer.cells import Sides, taught
from isogloss.transfer.recipe import Recipe
from isogloss.transfer.splits import Reader
from isogloss.views.romanising import Romanise
from isogloss.views.switching import Switch
from isogloss.views.table import view

_NAMED: Final = 3  # of the languages that cannot be shown so


def check_views(reader: Reader, sides: Sides, recipes: Sequence[Recipe]) -> None:
    """Raise InputError where a list of words, a table of names or of letters, or a translator does not do.

    What cannot be shown for any target is told as it is; else which targets those are.
    """
    for recipe in recipes:
        walk, refused = _Walk(), dict[Language, InputError]()
        targets = taught(reader, sides, recipe)
        for target in targets:
            try:
                for source in sides.sources:
                    walk.through(recipe, sides, source, target)
            except InputError as fault:
                refused[target] = fault
        if not refused:
            continue
        first = next(iter(refused.values()))
        if len(refused) == len(targets):
            raise first
        named = ", ".join(map(str, list(refused)[:_NAMED]))
        others = f" and {len(refused) - _NAMED} more" if len(refused) > _NAMED else ""
        raise InputError(
            f"{recipe.name}: not for {named}{others} ({len(refused)} of {len(targets)}): {first.message}",
            fix=f"Add what is missing, or leave them out: --to all,{','.join(f'-{one}' for one in refused)}.",
        )


@dataclass(frozen=True)
class _Walk:
    """A walk along the views of one recipe: nothing is loaded or asked twice."""

    translators: dict[str, Translator] = field(default_factory=dict)
    seen: dict[tuple[str, Language, Language | None], InputError | None] = field(default_factory=dict)

    def through(self, recipe: Recipe, sides: Sides, source: Language, target: Language) -> None:
        """Go along the views of training and of test examples; raises InputError where one does not do."""
        read: Mapping[str, Collection[Language]] = {
            "source": [source],
            "sources": sides.sources,
            "source+target": [source, target],
            "target": [target],
            "all": sides.pool,
        }
        for specs, languages in ((recipe.train, read[recipe.labels]), (recipe.test, [target])):
            shown = set(languages)
            for spec in specs:
                to = {"source": source, "target": target}.get(str(spec.get("to", "")))
                for language in sorted(shown):
                    self._ask(spec, language, to)
                shown = set(_after(spec, shown, to))

    def _ask(self, spec: Mapping[str, Any], language: Language, to: Language | None) -> None:
        key = (repr(sorted(spec.items())), language, to)
        if key not in self.seen:
            try:
                self.seen[key] = None
                self._check(spec, language, to)
            except InputError as fault:
                self.seen[key] = fault
        if (known := self.seen[key]) is not None:
            raise known

    def _check(self, spec: Mapping[str, Any], language: Language, to: Language | None) -> None:
        """Raise InputError where the view cannot show a text of the language; no text is translated."""
        found = view(spec)
        if isinstance(found, Romanise | Switch):
            found.check(language)
        name = str(spec.get("translator", ""))
        if name and to is not None and language != to:
            if name not in self.translators:
                self.translators[name] = load_translator(name)
            self.translators[name].translate([], language, to)


def _after(spec: Mapping[str, Any], shown: Collection[Language], to: Language | None) -> Iterator[Language]:
    """Yield the languages of the texts after a view."""
    found = view(spec)
    for language in shown:
        if isinstance(found, Romanise):
            yield replace(language, script=found.to)
        elif spec["view"] == "translate" and to is not None:
            yield to
            yield from [language] if spec.get("keep") else []
        else:
            yield language
