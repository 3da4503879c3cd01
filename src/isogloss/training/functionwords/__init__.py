"""Which words hold sentences together, learned from word alignments and lists of words."""
