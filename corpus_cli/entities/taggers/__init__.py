"""Strings in, spans of places, organizations and persons out: the trained tagger, the gazetteer, others on request."""
