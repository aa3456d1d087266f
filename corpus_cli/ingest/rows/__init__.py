"""Tables and JSON lines: a document a record, a broken record costs only itself."""
