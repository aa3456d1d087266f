"""What documents are to each other: the same, nearly the same, versions, parts, translations."""
