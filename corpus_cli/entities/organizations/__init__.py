"""Which names are one organization: within a document, across a corpus, and by a person's word."""
