from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.data.examples import Tagged
from isogloss.data.marked import Mark, Marked
from isogloss.languages import Language
from isogloss.views.projection.stretches import stretches
from isogloss.views.projection.tagging import marked_sentence, tagged_sentence, tokens
from isogloss.views.projection.wordtags import carry_tags
from tests.views.projection.marking import evidence

ENGLISH = Language.parse("eng")


def test_a_tagged_sentence_and_its_marks_are_one() -> None:
    sentence = Tagged("4", ("Amina", "Hassan", "ran", "."), ("B-PER", "I-PER", "O", "O"), ENGLISH, "x:9")
    found = marked_sentence(sentence)
    assert (found.text, found.marks) == ("Amina Hassan ran .", (Mark("PER", 0, 12),))
    assert tagged_sentence(found, tokens(found.text)) == sentence


def test_tokens_are_words_and_every_sign_between() -> None:
    assert [span.text for span in tokens("«Habari», 3.5 😀!")] == ["«", "Habari", "»", ",", "3.5", "😀", "!"]
    assert [span.text for span in tokens("他說「好」。")] == ["他", "說", "「", "好", "」", "。"]
    assert [span.text for span in tokens("l'eau  vive .", tokenized=True)] == ["l'eau", "vive", "."]


@given(st.text(max_size=30))
def test_tokens_slice_and_leave_out_nothing_but_blanks(text: str) -> None:
    found = tokens(text)
    assert all(text[span.start : span.end] == span.text for span in found)
    kept = {place for span in found for place in range(span.start, span.end)}
    assert all(text[place].isspace() for place in set(range(len(text))) - kept)


def test_a_token_that_two_marks_share_is_the_firsts() -> None:
    found = Marked("1", "Nairobi-Mombasa", (Mark("A", 0, 7), Mark("B", 8, 15)), ENGLISH, "x:1")
    assert tagged_sentence(found, tokens(found.text)).tags == ("B-A",)


def test_tags_follow_links_and_what_has_none_is_counted() -> None:
    source, target = "she sees water .", "anaona maji sasa ."
    found = evidence(source, target, [(0, 0), (2, 1)])
    found.agreement[1, 0] = np.float32(0.95)
    places = [(word.start, word.end) for word in tokens(source)]
    carried = carry_tags(places, ("PRON", "VERB", "NOUN", "PUNCT"), found, tokens(target), default="X")
    assert carried.tags == ("VERB", "NOUN", "X", "PUNCT")
    assert carried.unlinked == 1
    assert carry_tags(places, ("PRON", "VERB", "NOUN", "PUNCT"), found, tokens(target)).tags[2] == "X"


def test_long_texts_are_laid_side_by_side_by_their_sentences() -> None:
    english = [f"This is the sentence number {n} about the water of the lake." for n in range(9)]
    swahili = [f"Hii ni sentensi namba {n} kuhusu maji ya ziwa hili." for n in range(9)]
    source, target = " ".join(english), " ".join([*swahili[:4], swahili[4][:-1] + ";", *swahili[5:]])
    found = stretches(source, target)
    assert len(found) > 4
    for (a, b), (c, d) in ((s.source, s.target) for s in found):
        numbers = {letter for letter in source[a:b] if letter.isdigit()}
        assert numbers == {letter for letter in target[c:d] if letter.isdigit()}


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(alphabet="ab水. \n", max_size=150), max_size=6), st.integers(0, 6))
def test_stretches_are_the_whole_of_both(pieces: list[str], turn: int) -> None:
    source, target = ". ".join(pieces) * 4, "。".join(pieces[turn:] + pieces[:turn]) * 4
    for side in (0, 1):
        text = (source, target)[side]
        places = [stretch[side] for stretch in stretches(source, target)]
        assert places[0][0] == 0
        assert places[-1][1] == len(text)
        assert all(before[1] == after[0] for before, after in pairwise(places))
