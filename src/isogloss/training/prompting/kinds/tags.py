"""Words and what they are: names of entities in a list, or every word with its tag."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from isogloss.data.chunks import chunks_of, split_tag
from isogloss.data.examples import Tagged
from isogloss.training.prompting.asked import Asked, Manner
from isogloss.training.prompting.naming import Names, names_of
from isogloss.training.prompting.reading.names import read_name
from isogloss.training.prompting.reading.read import Read, spoken
from isogloss.training.prompting.reading.tagging import UNREAD, entity_tags, folded, listed, word_tags
from isogloss.training.prompting.scope import Scope
from isogloss.training.prompting.settings import Prompting
from isogloss.training.prompting.voices import Voice, english


class Entities:
    """Names are listed with their kinds, and found again among the words."""

    def asked(self, example: Tagged, voice: Voice, scope: Scope, prompt: Prompting) -> Asked:
        """Return the sentence and the kinds of names."""
        kinds = tuple(sorted({split_tag(tag)[1] for tag in scope.labels} - {""}))
        names = names_of(kinds, voice, prompt, "kinds")
        shown = dict(zip(kinds, names.shown, strict=True))
        lines = [
            f"{' '.join(example.tokens[one.start : one.end])} | {shown.get(one.label, one.label)}"
            for one in chunks_of(example.tags)
        ]
        return _asked(example, voice, "entities", kinds, names, "\n".join(lines) or voice.word("none"))

    def read(self, said: str, asked: Asked, example: Tagged, manner: Manner) -> Read:  # noqa: ARG002  a Kind's
        """Return the tags of the words that the listed names are."""
        text = spoken(said)
        found = listed(text, _folded(asked))
        if found:
            return Read(" ".join(entity_tags(example.tokens, found)))
        none = ((asked.voice.word("none"), english().words["none"]),)
        if text and read_name(text, none) is not None:
            return Read(" ".join(["O"] * len(example.tokens)))
        return _unread(example, text)


class Tags:
    """Every word is written with its tag."""

    def asked(self, example: Tagged, voice: Voice, scope: Scope, prompt: Prompting) -> Asked:
        """Return the sentence and the tags there are; codes such as NOUN are shown as they are."""
        names = names_of(scope.labels, voice, prompt, "kinds")
        shown = dict(zip(scope.labels, names.shown, strict=True))
        lines = [
            f"{token} | {shown.get(tag, tag)}"
            for token, tag in zip(example.tokens, example.tags, strict=False)
        ]
        return _asked(example, voice, "tagging", scope.labels, names, "\n".join(lines))

    def read(self, said: str, asked: Asked, example: Tagged, manner: Manner) -> Read:  # noqa: ARG002  a Kind's
        """Return the tags of the words that were listed; the others are tagged wrong."""
        text = spoken(said)
        tags = word_tags(example.tokens, listed(text, _folded(asked)))
        return _unread(example, text) if set(tags) == {UNREAD} else Read(" ".join(tags))


def _asked(
    example: Tagged, voice: Voice, task: str, kinds: tuple[str, ...], names: Names, solution: str
) -> Asked:
    """Return the sentence as it is asked; ``labels`` and ``known`` tell the kinds, and no option is one."""
    of_codes = task == "tagging" or names.native
    return Asked(
        voice=voice,
        instruction=voice.ask(task, kinds=voice.word("comma").join(names.shown)),
        question=voice.question(task, {"text": " ".join(example.tokens)}),
        cue=voice.before_answer(task),
        solution=solution,
        labels=kinds,
        known=names.known,
        lacking=(*voice.lacking(task, (task,)), *([] if of_codes else ["labels"])),
    )


def _folded(asked: Asked) -> Mapping[str, str]:
    return {
        folded(name): label
        for label, known in zip(asked.labels, asked.known, strict=True)
        for name in (label, *known)
    }


def _unread(example: Tagged, text: str) -> Read:
    return Read(" ".join([UNREAD] * len(example.tokens)), "no answer" if text else "empty")


ENTITIES: Final = Entities()
TAGS: Final = Tags()
