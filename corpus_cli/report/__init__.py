"""The page of a finished run: one HTML file in Arabic and English that opens from disk and asks for nothing else."""
