"""Doors: a command parses, calls one library function of the same arguments, prints."""
