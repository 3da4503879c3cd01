"""``isogloss report``."""
