"""Which training examples a prediction goes back to."""
