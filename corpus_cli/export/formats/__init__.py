"""One module a format: each writes documents, one after the other, into a folder."""
