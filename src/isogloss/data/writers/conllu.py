"""CoNLL-U with words and their parts of speech, and nothing else known of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from isogloss.languages import Span


def conllu_lines(
    text: str,
    words: Sequence[Span],
    tags: Sequence[str],
    *,
    comments: Mapping[str, str],
    doubtful: Collection[int] = (),
) -> Iterator[str]:
    """Yield the lines of one sentence that ``read_treebank`` reads back, each with its end.

    text: the sentence, in which ``words`` stand in order; comments: lines ``# key = value`` before it.
    doubtful: the places of words that get ``Guessed=Yes`` in the last column.
    Source: https://universaldependencies.org/format.html
    """
    for key, value in {**comments, "text": text}.items():
        yield f"# {key} = {' '.join(value.split())}\n"
    for place, (word, tag) in enumerate(zip(words, tags, strict=True)):
        follows = words[place + 1].start if place + 1 < len(words) else None
        said = ["Guessed=Yes"] if place in doubtful else []
        said += ["SpaceAfter=No"] if follows == word.end else []
        fields = [str(place + 1), word.text, "_", tag, *["_"] * 5, "|".join(said) or "_"]
        yield "\t".join(fields) + "\n"
    yield "\n"
