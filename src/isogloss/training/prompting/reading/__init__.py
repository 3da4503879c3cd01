"""What is read of the answers that a model writes: names of options, lists of names and tags, passages."""
