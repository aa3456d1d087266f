"""What is done to the documents of a folder together: themes, relations, organizations, index, page, exports."""
