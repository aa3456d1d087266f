"""Inputs to documents: planned against the journal, carried out by workers, owned and noted."""
