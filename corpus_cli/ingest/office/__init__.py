"""Word, LibreOffice and e-books: zip packages of XML parts, as blocks in document order."""
