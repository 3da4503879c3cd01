"""Labels of a text carried to its translation, and what became of each."""
