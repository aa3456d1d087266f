"""Files about all documents of a run, for other programs: names as a spreadsheet, places as a map."""
