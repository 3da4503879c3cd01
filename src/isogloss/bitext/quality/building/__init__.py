"""What made the tables of quality: expected lengths, and the weights of the rules."""
