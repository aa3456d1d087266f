"""Two topic models side by side: what became of each theme, and how the figures differ."""
