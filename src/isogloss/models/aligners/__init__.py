"""Which words of two sentences translate each other: methods on similarities, and statistical ones."""
