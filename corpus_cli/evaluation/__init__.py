"""Measures the product against texts that people have marked: figures, confusions, and a report of both."""
