"""Texts in which words or names stand in other languages: what the view ``switch`` is made of."""
