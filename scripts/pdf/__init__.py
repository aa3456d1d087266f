"""Makes the PDF files by which the PDF reader is tuned and measured: many producers, fonts and layouts, known text."""
