"""Web pages: the main content as blocks, without navigation."""
