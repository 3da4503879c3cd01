"""Tagged sentences and questions translated, their tags and answers carried to where they stand then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from isogloss.data.examples import Answerable, Tagged
from isogloss.data.marked import Marked
from isogloss.languages import Language
from isogloss.models.contracts import Translator
from isogloss.models.translators.asking import asked
from isogloss.views.projection.answers import answered, marked_passage
from isogloss.views.projection.evidence import Evidence, gather, taught
from isogloss.views.projection.markers import Bracketed, translate_bracketed
from isogloss.views.projection.projected import Projected
from isogloss.views.projection.table import load_method
from isogloss.views.projection.tagging import marked_sentence, tagged_sentence, tokens
from isogloss.views.projection.wordtags import carry_tags


def translated_sentences(
    sentences: Sequence[Tagged], translator: Translator, target: Language, method: str
) -> list[Tagged | None]:
    """Return each sentence translated and cut into words, None where a label has no place, in order.

    sentences: of one language. method: a name of METHODS; of tags that are no chunks (parts of speech) every
    word gets that of the words it is linked to, whatever the method.
    """
    if not any(tag.startswith(("B-", "I-")) for one in sentences for tag in one.tags):
        return _by_words(sentences, translator, target)
    made: list[Tagged | None] = []
    carried = _projected([marked_sentence(one) for one in sentences], translator, target, method)
    for sentence, projected in zip(sentences, carried, strict=True):
        found = None
        if projected is not None and all(span.place is not None for span in projected.spans):
            own = tagged_sentence(projected.marked, tokens(projected.text))
            found = replace(own, origin=sentence.origin) if own.tokens else None
        made.append(found)
    return made


def translated_questions(
    questions: Sequence[Answerable], translator: Translator, target: Language, method: str
) -> list[Answerable | None]:
    """Return each question with its passage translated, None where no answer has a place, in order.

    questions: whose passages are of one language. A passage that several ask about is translated once.
    """
    of_passage: dict[str, list[Answerable]] = {}
    for question in questions:
        of_passage.setdefault(question.context, []).append(question)
    passages = [marked_passage(own, str(number)) for number, own in enumerate(of_passage.values())]
    said = _asked_of(questions, translator, target)
    made: dict[str, Answerable | None] = {}
    for own, projected in zip(
        of_passage.values(), _projected(passages, translator, target, method), strict=True
    ):
        found = [None] * len(own) if projected is None else answered(own, projected, said)
        made.update(zip((question.id for question in own), found, strict=True))
    return [made[question.id] for question in questions]


def _asked_of(questions: Sequence[Answerable], translator: Translator, target: Language) -> dict[str, str]:
    """Return the questions in the target language, by id; one without a translation stays as it is."""
    found: dict[str, str] = {}
    for language in dict.fromkeys(one.question_language or one.language for one in questions):
        own = [one for one in questions if (one.question_language or one.language) == language]
        said = asked(translator, [one.question for one in own], language, target)
        found.update((one.id, text or one.question) for one, text in zip(own, said, strict=True))
    return found


def _projected(
    sources: Sequence[Marked], translator: Translator, target: Language, method: str
) -> Iterator[Projected | None]:
    """Yield the translation of each text with its marks, None where there is no translation."""
    carry = load_method(method)
    if not sources:
        return
    if method == "markers":
        found = translate_bracketed(sources, translator, target)
    else:
        texts = asked(translator, [one.text for one in sources], sources[0].language, target)
        found = [Bracketed(text, ()) for text in texts]
    pairs = [(one.text, said.text) for one, said in zip(sources, found, strict=True)]
    for source, said, evidence in zip(sources, found, _evidence(pairs), strict=True):
        own = replace(evidence, brackets=said.places) if method == "markers" else evidence
        yield carry(source, own, target) if said.text.strip() else None


def _evidence(pairs: Sequence[tuple[str, str]]) -> Iterator[Evidence]:
    """Yield what the default aligner, having learned from the pairs, says of each."""
    from isogloss.models.aligners.table import load_aligner
    from isogloss.models.registry import load_encoder, load_word_encoder

    aligner = taught(load_aligner("combined", load_word_encoder("static")), pairs)
    return gather(pairs, aligner, encoder=load_encoder("static"))


def _by_words(sentences: Sequence[Tagged], translator: Translator, target: Language) -> list[Tagged | None]:
    """Return the translations with a tag for each word: that of the words it is linked to."""
    texts = [" ".join(one.tokens) for one in sentences]
    found = asked(translator, texts, sentences[0].language, target) if sentences else []
    counts = Counter(tag for one in sentences for tag in one.tags)
    usual = max(counts, key=lambda tag: (counts[tag], tag))
    signs = _tag_of_signs(sentences) or usual
    made: list[Tagged | None] = []
    for sentence, evidence in zip(sentences, _evidence(list(zip(texts, found, strict=True))), strict=True):
        cut = tokens(evidence.target)
        if not cut:
            made.append(None)
            continue
        starts = [0, *accumulate(len(token) + 1 for token in sentence.tokens)]
        places = [(start, start + len(token)) for start, token in zip(starts, sentence.tokens, strict=False)]
        carried = carry_tags(places, sentence.tags, evidence, cut, signs=signs).tags
        tags = tuple(tag if tag in counts else usual for tag in carried)
        words = tuple(span.text for span in cut)
        made.append(Tagged(sentence.id, words, tags, target, sentence.origin))
    return made


def _tag_of_signs(sentences: Sequence[Tagged]) -> str:
    """Return the tag that most signs bear (``PUNCT`` of UD); empty where there is no sign."""
    counts = Counter(
        tag
        for one in sentences
        for token, tag in zip(one.tokens, one.tags, strict=True)
        if not any(letter.isalnum() for letter in token)
    )
    return max(counts, key=lambda tag: (counts[tag], tag), default="")
