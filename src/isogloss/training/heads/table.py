"""Heads by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from isogloss import table
from isogloss.training.heads.head import Head

HEADS: Final[Mapping[str, str]] = {
    "bigru": "isogloss.training.heads.bigru:BiGruHead",
    "char-cnn": "isogloss.training.heads.charcnn:CharCnnHead",
    "character-reader": "isogloss.training.heads.reader:CharacterReader",
    "cnn": "isogloss.training.heads.cnn:CnnHead",
    "commonest-tag": "isogloss.training.heads.commonest:CommonestTag",
    "copy": "isogloss.training.heads.copy:CopyHead",
    "cosine": "isogloss.training.heads.cosine:CosineHead",
    "crf": "isogloss.training.heads.crf:CharacterCrf",
    "finetuned": "isogloss.training.heads.finetuned:FineTunedHead",
    "fused": "isogloss.training.heads.fused:FusedHead",
    "graph": "isogloss.training.heads.graph:GraphHead",
    "logreg": "isogloss.training.heads.logreg:LogisticHead",
    "majority": "isogloss.training.heads.majority:MajorityHead",
    "mean": "isogloss.training.heads.mean:MeanHead",
    "nearest": "isogloss.training.heads.nearest:NearestHead",
    "nearest-tfidf": "isogloss.training.heads.nearest:NearestByTerms",
    "overlap": "isogloss.training.heads.overlap:OverlapHead",
    "pet": "isogloss.training.heads.pet:PetHead",
    "prompted": "isogloss.training.heads.prompted:PromptedHead",
    "reader": "isogloss.training.heads.reader:Reader",
    "ridge": "isogloss.training.heads.ridge:RidgeHead",
    "setfit": "isogloss.training.heads.setfit:SetFitHead",
    "similarity": "isogloss.training.heads.similarity:SimilarityHead",
    "tagger": "isogloss.training.heads.tagger:Tagger",
    "tfidf": "isogloss.training.heads.tfidf:TfidfHead",
}
FINE_TUNED: Final = "finetuned"  # what a wish to train the model itself adds to the usual heads


def head(name: str) -> type[Head]:
    """Return the head called ``name``; raises UnknownName if there is none."""
    found: type[Head] = table.load(HEADS, name, kind="head")
    return found
