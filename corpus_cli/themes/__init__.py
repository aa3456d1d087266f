"""From assigned passages to the page of themes: counted, quoted, written as JSON, Markdown and CSV."""
