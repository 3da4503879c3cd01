"""Two texts, one class: entailment and paraphrase in words of their own, else how they relate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from isogloss.data.examples import Pair
from isogloss.training.prompting.asked import Asked, Manner
from isogloss.training.prompting.kinds.options import read_option
from isogloss.training.prompting.naming import Names, common, names_of
from isogloss.training.prompting.reading.read import Read
from isogloss.training.prompting.scope import Scope
from isogloss.training.prompting.settings import Prompting
from isogloss.training.prompting.voices import Voice

_NLI: Final = frozenset({"entailment", "neutral", "contradiction"})
_SAME: Final = frozenset({"yes", "no"})
# PAWS-X and its kin write 1 where two texts are paraphrases.
_BINARY: Final = {"0": "no", "1": "yes", "0.0": "no", "1.0": "yes"}


class Pairs:
    """The classes of training are the options."""

    def asked(self, example: Pair, voice: Voice, scope: Scope, prompt: Prompting) -> Asked:
        """Return the texts and the question to them."""
        pattern, names = question_of(scope.labels), _names(scope.labels, voice, prompt)
        return Asked(
            voice=voice,
            instruction=voice.ask(pattern),
            question=voice.question(pattern, {"first": example.first, "second": example.second}),
            cue=voice.before_answer(pattern),
            labels=scope.labels,
            options=names.shown,
            known=names.known,
            right=scope.labels.index(example.label) if example.label in scope.labels else -1,
            lacking=(*voice.lacking(pattern, (pattern,)), *([] if names.native else ["labels"])),
        )

    def read(self, said: str, asked: Asked, example: Pair, manner: Manner) -> Read:
        """Return the class that an answer says."""
        return read_option(said, asked, example.language, manner)


def question_of(labels: Sequence[str]) -> str:
    """Return what is asked of two texts: ``nli`` or ``paraphrase`` by their labels, else ``pairs``."""
    meant = {common(_BINARY.get(label, label)) for label in labels}
    if meant <= _NLI:
        return "nli"
    return "paraphrase" if meant <= _SAME else "pairs"


def _names(labels: Sequence[str], voice: Voice, prompt: Prompting) -> Names:
    if not set(labels) <= set(_BINARY):
        return names_of(labels, voice, prompt)
    found = names_of([_BINARY[label] for label in labels], voice, prompt)
    own = names_of(labels, voice, prompt)
    return own if own.native else found


PAIRS: Final = Pairs()
