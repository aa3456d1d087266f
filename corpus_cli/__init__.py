"""Folders of Arabic and English reports in, evidence out: entities, themes and quotes with their sources."""

__version__ = "0.1.0"
