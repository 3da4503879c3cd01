"""Translators: texts of one language to texts of another."""
