"""One file per format; ``table`` names them."""
