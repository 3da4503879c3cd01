"""Scripts that print the figures of the documentation, side by side with peers."""
