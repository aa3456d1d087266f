"""How what a person reads is written: safe and short, languages by their names, rows for a spreadsheet."""
