"""What is said of themes: the words, phrases and labels that set them apart, one language at a time."""
