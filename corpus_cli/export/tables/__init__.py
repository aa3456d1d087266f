"""The run as four tables: documents, passages, mentions and themes."""
