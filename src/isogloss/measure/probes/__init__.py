"""What is asked of a model, a file each."""
