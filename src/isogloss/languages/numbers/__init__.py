"""Numbers as languages write them: digits of every script, marks by language, numerals."""

from isogloss.languages.numbers.marks import Marks, number_marks
from isogloss.languages.numbers.number import Number, plain
from isogloss.languages.numbers.reading import numbers, read_number

__all__ = ["Marks", "Number", "number_marks", "numbers", "plain", "read_number"]
