"""Which of the places that bear a name is meant, decided for all names of a document together."""
