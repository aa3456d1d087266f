"""Cue words: organizations by the words they begin or end with, places unknown to the gazetteer by their type words."""
