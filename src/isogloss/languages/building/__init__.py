"""How the tables beside this package are made from published sources."""
