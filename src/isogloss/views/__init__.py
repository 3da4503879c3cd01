"""Views: examples in, other examples out, every one with its id and origin."""
