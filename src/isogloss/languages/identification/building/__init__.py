"""How the profiles and the weights of the evidence are made: ``python -m isogloss.languages.identification.building``."""
