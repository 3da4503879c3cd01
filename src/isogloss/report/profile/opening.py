"""What a profile opens with: its title, and what it is about in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from isogloss.report.profile.details import OF_SCORES
from isogloss.report.profile.reading import Probed
from isogloss.report.profile.saying import short
from isogloss.report.wording import counted

_OF_ANSWERS: Final = "fidelity"


def of_scores(found: Sequence[Probed]) -> bool:
    """Return whether the runs are about scores alone, so that nothing of the model was measured."""
    return all(row.recipe in OF_SCORES for one in found for row in one.rows)


def of_answers(found: Sequence[Probed]) -> bool:
    """Return whether the runs are about texts that were written alone, which stand beside no pivot's."""
    return all(row.recipe == _OF_ANSWERS for one in found for row in one.rows)


def title(found: Sequence[Probed]) -> str:
    """Return the title of one run, or of several side by side."""
    if of_scores(found):
        names = " and ".join(dict.fromkeys(one.profile.dataset for one in found))
        return f"What explains the scores of {names}"
    if of_answers(found):
        names = " and ".join(short(one.profile.model).removeprefix("generations:") for one in found)
        return f"{'Do' if len(found) > 1 else 'Does'} {names} answer in the language asked?"
    models = " and ".join(short(one.profile.model) for one in found)
    return f"What {models} {'lose' if len(found) > 1 else 'loses'}, language by language"


def lede(found: Sequence[Probed]) -> str:
    """Return how many languages of what were measured, and against which."""
    profile = found[0].profile
    count = counted(len(profile.languages), "language")
    if of_scores(found):
        source = found[0].people[profile.pivot].name
        return f"{count}; trained on {source}. The model itself was asked nothing."
    if of_answers(found):
        return f"{count} asked for in {profile.dataset}, and what the answers are written in."
    lines = "all sentences" if profile.lines == "all" else f"lines {profile.lines}"
    text = (
        f"{count} of {profile.dataset} ({lines}){' that all runs measured' if len(found) > 1 else ''}, "
        f"each held against {found[0].people[profile.pivot].name}."
    )
    return " ".join(part for part in (text, unlike(found)) if part)


def unlike(found: Sequence[Probed]) -> str:
    """Return a warning where runs side by side were not measured on the same sentences, else nothing."""
    others = {(one.profile.dataset, one.profile.lines, one.profile.pivot) for one in found}
    if len(others) == 1:
        return ""
    return "The runs were not measured on the same sentences: compare them with care."
