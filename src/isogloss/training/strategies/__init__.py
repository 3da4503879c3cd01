"""Ways to train a head that are more than fitting it once; one a file."""
