"""The detectors, a file each; ``isogloss.languages.identification.table`` names them."""
