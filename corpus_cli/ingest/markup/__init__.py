"""Markdown: blocks whose slices point into the source, markup left out."""
