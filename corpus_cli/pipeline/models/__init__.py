"""Topic models made, compared, kept and promoted from the passages of runs."""
