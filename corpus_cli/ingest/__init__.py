"""The first stage: files in, documents with their extracted text and blocks out."""
