"""A recipe run over inputs: planned against the journal, carried out by an engine, reported."""
