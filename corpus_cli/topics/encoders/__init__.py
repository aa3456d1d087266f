"""Strings to vectors: the encoders, and the vectors of a run's passages kept beside its documents."""
