"""Task kinds: which example type, heads and metrics belong to each."""
