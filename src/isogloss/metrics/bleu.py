"""BLEU over a whole test set, on sacreBLEU's tokens, and spBLEU on those of FLORES-200's pieces.

Source: Papineni et al. 2002, as sacreBLEU 2 computes it (exponential smoothing, the closest reference's
length). Counts of each example are kept, so that a thousand draws cost a product of matrices. Shares in
[0, 1], where sacreBLEU gives percentages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Final

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d
from isogloss.extras import need
from isogloss.languages import Language
from isogloss.metrics.contract import Metric
from isogloss.metrics.counted import counted
from isogloss.metrics.references import references

_ORDERS: Final = 4
_CHINESE: Final = frozenset({"Hans", "Hant", "Hani"})
# Written without blanks between words: the tokens are characters, as sacreBLEU offers it.
_BY_CHARACTER: Final = frozenset({"Jpan", "Khmr", "Laoo", "Mymr", "Thai", "Tibt", "Lana", "Talu"})
_PIECES: Final = "flores200"


def bleu(labels: Sequence[str]) -> Metric:
    """Return BLEU, in [0, 1], on the tokens of ``tokens_of``; gold labels are of ``References``.

    Raises MissingExtra without sacreBLEU.
    """
    _library()
    return counted(labels, partial(_counts, tokens=""), _bleu)


def spbleu(labels: Sequence[str]) -> Metric:
    """Return BLEU on the pieces of FLORES-200's SentencePiece model; labels as in ``bleu``.

    Raises MissingExtra without sacreBLEU. Its model is not fetched here: see ``lacking``.
    """
    _library()
    return counted(labels, partial(_counts, tokens=_PIECES), _bleu)


def tokens_of(language: Language) -> str:
    """Return sacreBLEU's tokeniser for a language: ``13a``, ``zh``, ``char`` where no blanks part words."""
    if language.script in _CHINESE:
        return "zh"
    return "char" if language.script in _BY_CHARACTER else "13a"


def pieces_of(_: Language) -> str:
    """Return sacreBLEU's name of the pieces, which are the same for every language."""
    return _PIECES


def lacks_bleu() -> str:
    """Return what BLEU needs and this machine has not, as a remark; empty if nothing."""
    return "" if find_spec("sacrebleu") else "needs sacreBLEU: pip install 'isogloss[generation]'"


def lacks_spbleu() -> str:
    """Return what spBLEU needs and this machine has not, as a remark; empty if nothing."""
    if lacks := lacks_bleu():
        return lacks
    if find_spec("sentencepiece") is None:
        return "needs SentencePiece: pip install 'isogloss[generation]'"
    model = _piece_model()
    if not model.is_file():
        return (
            f"needs the SentencePiece model of FLORES-200 as {model}; "
            "sacrebleu --tokenize flores200 puts it there"
        )
    return ""


def _piece_model() -> Path:
    """Return where sacreBLEU keeps the model."""
    pieces = _library(".tokenizers.tokenizer_spm")
    return Path(pieces.SACREBLEU_DIR) / "models" / Path(pieces.SPM_MODELS[_PIECES]["url"]).name


def _library(part: str = "") -> ModuleType:
    return need(f"sacrebleu{part}", extra="generation", purpose="BLEU")


@lru_cache(maxsize=8)
def _tokenizer(name: str) -> Callable[[str], str]:
    made: Callable[[str], str] = _library(".metrics").BLEU(tokenize=name).tokenizer
    return made


@lru_cache(maxsize=4096)
def _grams(text: str, tokens: str) -> tuple[Counter[tuple[str, ...]], int]:
    found = _tokenizer(tokens)(text.rstrip()).split()
    grams = [
        tuple(found[place : place + order])
        for order in range(1, _ORDERS + 1)
        for place in range(len(found) - order + 1)
    ]
    return Counter(grams), len(found)


def _counts(gold: str, predicted: str, *, tokens: str) -> tuple[int, ...]:
    """Return both lengths, then common n-grams of each order, then predicted ones."""
    right = references(gold)
    name = tokens or tokens_of(Language.parse(right.language))
    own, length = _grams(predicted, name)
    wanted: Counter[tuple[str, ...]] = Counter()
    lengths = []
    for reference in right.references:
        grams, of_reference = _grams(reference, name)
        wanted |= grams
        lengths.append(of_reference)
    common, all_own = [0] * _ORDERS, [0] * _ORDERS
    for gram, count in own.items():
        all_own[len(gram) - 1] += count
        common[len(gram) - 1] += min(count, wanted[gram])
    closest = min(lengths, key=lambda one: (abs(one - length), one))
    return length, closest, *common, *all_own


def _bleu(sums: Doubles2d, _: Floats1d) -> Floats1d:
    """Return float64[draws] for sums of what ``_counts`` gives."""
    length, wanted = sums[:, 0], sums[:, 1]
    common, own = sums[:, 2 : 2 + _ORDERS], sums[:, 2 + _ORDERS :]
    # The n-th order without a match counts as half, a quarter ... of a match.
    halved = np.cumprod(np.where(common > 0, 1.0, 0.5), axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        precisions = np.where(common > 0, common, halved) / own
        shortness = np.where(length < wanted, np.exp(1 - wanted / length), 1.0)
        score = shortness * np.exp(np.log(precisions).mean(axis=1))
    defined = (common.sum(axis=1) > 0) & (own > 0).all(axis=1)
    return np.where(defined, score, 0.0)
