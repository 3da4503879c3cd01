"""Which parts of a text are language, and which are code, maths, placeholders or structure."""

from isogloss.data.markup.cutting import cut, cut_fine
from isogloss.data.markup.documents import document
from isogloss.data.markup.fields import Field, written
from isogloss.data.markup.piece import Piece, Protection, Term

__all__ = ["Field", "Piece", "Protection", "Term", "cut", "cut_fine", "document", "written"]
