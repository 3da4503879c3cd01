"""Examples as the text of a file, in the format they were read from; who calls them writes it whole."""
