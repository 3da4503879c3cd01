"""How the profiles and the weights of the evidence are made; ``__main__`` is the command."""
