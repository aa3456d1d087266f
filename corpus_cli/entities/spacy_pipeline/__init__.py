"""The tagger and the linker as components of a spaCy pipeline."""
