"""Word alignment where there is no gold: how many words that a lexicon pairs are linked.

    python -m benchmarks.align_words --data ../shared/data

Lines 1-1609 of NTREX. Asked is every English word that stands once in its line and of which Wiktionary lists
exactly one word of the translation, which stands once there; the 40 most frequent words of English are not
asked. ``linked`` is the share of these pairs that are linked, ``elsewhere`` the share whose English word is
linked to other words alone. ``static`` was trained on this lexicon, so ``hmm`` alone is measured.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from isogloss.data.bitext import read_ntrex
from isogloss.data.lexicon import read_lexicon
from isogloss.languages import Language, words
from isogloss.models.aligners.evidence import folded
from isogloss.models.aligners.table import load_aligner
from isogloss.models.contracts import Link, WordPair
from isogloss.models.registry import load_word_encoder

LINES = 1609
FREQUENT = 40
# By code: the language in NTREX, and its file in Wiktionary.
LANGUAGES = {
    "arb": "arb", "deu": "deu", "fin": "fin", "hin": "hin", "jpn": "jpn",
    "rus": "rus", "swa": "swa", "tur": "tur", "zho_Hans_CN": "cmn",
}  # fmt: skip

Cells = set[tuple[int, int]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data: Path = parser.parse_args().data
    encoder = load_word_encoder("static")
    english = cut(data, Language.parse("eng"))
    counts = Counter(folded(word) for line in english for word in line)
    frequent = {word for word, _ in counts.most_common(FREQUENT)}
    print("language   asked  linked  elsewhere")
    for name, file in LANGUAGES.items():
        language = Language.parse(name)
        pairs: list[WordPair] = list(zip(english, cut(data, language), strict=True))
        lexicon: dict[str, set[str]] = defaultdict(set)
        for entry in read_lexicon(data / "wiktionary" / f"{file}.tsv.gz", columns=(1, 2), rejects=[]):
            if (source := folded(entry.source)) not in frequent:
                lexicon[source].add(folded(entry.target))
        asked = [listed(pair, lexicon) for pair in pairs]
        linked, elsewhere = shares(load_aligner("hmm", encoder).align(pairs), asked)
        total = sum(map(len, asked))
        print(f"{language!s:10} {total:5,}  {linked / total:.3f}   {elsewhere / total:.3f}", flush=True)


def cut(data: Path, language: Language) -> list[list[str]]:
    parallel = read_ntrex(data / "ntrex")
    return [[word.text for word in words(line, language)] for line in parallel.lines(language)[:LINES]]


def listed(pair: WordPair, lexicon: dict[str, set[str]]) -> Cells:
    source, target = ([folded(word) for word in side] for side in pair)
    found = set()
    for i, word in enumerate(source):
        places = [j for j, other in enumerate(target) if other in lexicon.get(word, ())]
        if source.count(word) == 1 and len(places) == 1:
            found.add((i, places[0]))
    return found


def shares(found: Sequence[Sequence[Link]], asked: Sequence[Cells]) -> tuple[int, int]:
    """Return how many of the asked pairs are linked, and of how many only the source is, elsewhere."""
    linked = elsewhere = 0
    for links, cells in zip(found, asked, strict=True):
        own = {(link.source, link.target) for link in links}
        linked += len(own & cells)
        elsewhere += sum(any(i == source for source, _ in own) for i, _ in cells - own)
    return linked, elsewhere


if __name__ == "__main__":
    main()
