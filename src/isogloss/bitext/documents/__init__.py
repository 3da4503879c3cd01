"""Documents and their translations, sentence by sentence."""

from isogloss.bitext.documents.beads import Bead, align_sentences
from isogloss.bitext.documents.pairs import AlignedDocuments, Passage, align_documents

__all__ = ["AlignedDocuments", "Bead", "Passage", "align_documents", "align_sentences"]
