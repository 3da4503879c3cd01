"""Numbers as languages write them: digits of every script, marks by language, numerals."""

from isogloss.languages.numbers.marks import Marks, number_marks
from isogloss.languages.numbers.number import Number, plain
from isogloss.languages.numbers.reading import read_number, read_numbers

__all__ = ["Marks", "Number", "number_marks", "plain", "read_number", "read_numbers"]
