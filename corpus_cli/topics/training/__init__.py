"""Models made, updated and divided from the passages of runs."""
