"""Passages to themes: vectors, one space for both languages, clusters, words, and one stored rule that assigns."""
