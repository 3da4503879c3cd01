"""Examples, data sets, readers and what they refuse."""
