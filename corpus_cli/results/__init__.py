"""What a finished run holds, read back: for search, report, exports and people's own scripts."""
