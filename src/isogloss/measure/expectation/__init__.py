"""What scores to expect in languages whose labels nobody has read, and what goes with them."""
